// A server whose tool calls another server: both sides in one process.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const args = [new URL('../v1/server.mjs', import.meta.url).pathname];
const inner = new Client({ name: 'inner', version: '1' });
await inner.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }));
const server = new McpServer({ name: 'proxy', version: '1' });
server.registerTool('add', { inputSchema: { a: z.number(), b: z.number() } }, (sum) =>
  inner.callTool({ name: 'add', arguments: sum }),
);
await server.connect(new StdioServerTransport());
