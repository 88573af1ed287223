// Loads the OpenTelemetry API before anybody else, as an agent on the command line in front of the preload does.
exports.api = require('@opentelemetry/api');
