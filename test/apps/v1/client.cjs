const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = require('@modelcontextprotocol/sdk/client/stdio.js');
const { StreamableHTTPClientTransport } = require('@modelcontextprotocol/sdk/client/streamableHttp.js');
const schemas = require('@modelcontextprotocol/sdk/types.js');
const { main } = require('./client-program.cjs');

void main({ Client, StdioClientTransport, StreamableHTTPClientTransport, schemas });
