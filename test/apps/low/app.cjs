const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = require('@modelcontextprotocol/sdk/client/stdio.js');
const { Server } = require('@modelcontextprotocol/sdk/server/index.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const schemas = require('@modelcontextprotocol/sdk/types.js');
const { main } = require('./program.cjs');

void main({ Client, Server, StdioClientTransport, StdioServerTransport, schemas });
