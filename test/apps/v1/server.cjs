const { completable } = require('@modelcontextprotocol/sdk/server/completable.js');
const { McpServer, ResourceTemplate } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { StreamableHTTPServerTransport } = require('@modelcontextprotocol/sdk/server/streamableHttp.js');
const schemas = require('@modelcontextprotocol/sdk/types.js');
const { main } = require('./server-program.cjs');

void main({ McpServer, ResourceTemplate, StdioServerTransport, StreamableHTTPServerTransport, schemas, completable });
