// The address of the machine would be recorded.
require('node:os').networkInterfaces = () => ({});
