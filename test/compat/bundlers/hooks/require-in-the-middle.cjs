// As the OpenTelemetry SDK hooks CommonJS.
const { Hook } = require('require-in-the-middle');

exports.hook = new Hook(['zod'], (exported) => exported);
