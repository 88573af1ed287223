const { Client, StreamableHTTPClientTransport } = require('@modelcontextprotocol/client');
const { StdioClientTransport } = require('@modelcontextprotocol/client/stdio');
const { main } = require('./client-program.cjs');

void main({ Client, StdioClientTransport, StreamableHTTPClientTransport });
