// Wall time of one call over stdio, in microseconds: a client here, a server of its own process, one call after the other.
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const CALLS = 2_000;
const server = fileURLToPath(new URL('../apps/ends/server.mjs', import.meta.url));
const client = new Client({ name: 'bench', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command: process.execPath, args: [server] }));
const repeat = async (times) => {
  for (let call = 0; call < times; call += 1) await client.callTool({ name: 'echo' });
};
await repeat(CALLS / 2);
const since = performance.now();
await repeat(CALLS);
process.stdout.write(String(((performance.now() - since) * 1_000) / CALLS));
await client.close();
