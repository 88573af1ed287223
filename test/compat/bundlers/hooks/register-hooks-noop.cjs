// A synchronous loader hook that does nothing, where Node has them.
const { registerHooks } = require('node:module');

registerHooks?.({ load: (url, context, next) => next(url, context) });
