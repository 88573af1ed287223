// An MCP server over HTTP behind a gate that knows one token and lets nobody ask too often, with a client of its own.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';

const gate = { open: 401, good: 0, slow: 429 };

async function handle(request, response) {
  const refusal = gate[request.headers.authorization ?? 'open'];
  if (refusal !== 0) return response.writeHead(refusal).end();
  const server = new McpServer({ name: 'gated', version: '1.0.0' });
  server.registerTool('echo', {}, async () => ({ content: [] }));
  server.registerTool('vault', {}, async () => ({ content: [] }));
  server.server.setRequestHandler(CallToolRequestSchema, refuseVault);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  return transport.handleRequest(request, response);
}

async function refuseVault({ params }) {
  if (params.name === 'vault') throw new McpError(403, 'not for you');
  return { content: [] };
}

const http = createServer(handle).listen(0, '127.0.0.1');

async function visitAll() {
  const url = new URL(`http://127.0.0.1:${http.address().port}/mcp`);
  await fetch(url).catch(() => undefined); // Refused as well, but it does not speak MCP.
  for (const authorization of ['good', 'slow', undefined]) await visit(url, authorization);
  process.stdout.write('visited\n');
}

async function visit(url, authorization) {
  const requestInit = authorization === undefined ? {} : { headers: { authorization } };
  const client = new Client({ name: 'visitor', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit })).catch(() => undefined);
  if (authorization !== 'good') return;
  await client.listTools();
  await client.callTool({ name: 'echo' });
  await client.callTool({ name: 'vault' }).catch(() => undefined);
}

createInterface(process.stdin)
  .once('line', visitAll)
  .on('close', () => process.exit(0));
