// Tells which files of the preload have been read.
const { basename } = require('node:path');

process.stdout.write(
  Object.keys(require.cache)
    .map((file) => basename(file))
    .join(' '),
);
