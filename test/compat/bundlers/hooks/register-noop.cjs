// An off-thread loader hook that does nothing.
const { register } = require('node:module');

register('data:text/javascript,export async function load(url, context, next) { return next(url, context); }');
