const { toNodeHandler } = require('@modelcontextprotocol/node');
const { acceptedContent, createMcpHandler, inputRequired, McpServer } = require('@modelcontextprotocol/server');
const { serveStdio } = require('@modelcontextprotocol/server/stdio');
const { main } = require('./server-program.cjs');

main({ McpServer, acceptedContent, inputRequired, createMcpHandler, serveStdio, toNodeHandler });
