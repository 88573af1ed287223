// CommonJS that requires an ES module (Node 22 and later).
exports.program = require('./v1.mjs');
