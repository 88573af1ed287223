// As transpilers hook CommonJS.
const { addHook } = require('pirates');

addHook((code) => `${code}\n`, { exts: ['.js', '.cjs'], ignoreNodeModules: false });
