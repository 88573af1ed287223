// Runs the scripted sessions, or those whose names are given, and prints what they know about their tokens.
import { fileURLToPath } from 'node:url';
import { context } from '@opentelemetry/api';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { startModelServer } from './model-server.mjs';
import { sessions } from './sessions.mjs';
import { Session } from './truth.mjs';

const wanted = process.argv.slice(2);
const provider = await startModelServer();
const mcp = new Client({ name: 'sessions', version: '1.0.0' });
const server = fileURLToPath(new URL('server.mjs', import.meta.url));
await mcp.connect(new StdioClientTransport({ command: process.execPath, args: [server] }));
await mcp.listTools();
for (const [name, { lib, tools, scale }, script] of sessions) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const session = new Session(name, { lib, tools, scale, provider, mcp });
  session.with = (run) => context.with(session.context, run);
  await script(session);
  console.log(JSON.stringify(session.truth()));
}
await mcp.close();
provider.close();
