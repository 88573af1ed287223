// A real MCP server whose tools give out texts of the corpus, by the arguments of the call.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { cut } from './corpus.mjs';

const server = new McpServer({ name: 'texts', version: '1.0.0' });
const inputSchema = {
  kind: z.string(),
  from: z.number(),
  length: z.number(),
  before: z.string().optional(),
  after: z.string().optional(),
  label: z.string().optional(),
};
const textOf = ({ kind, from, length, before = '', after = '' }) => before + cut(kind, from, length) + after;
const give = async (given) => ({ content: [{ type: 'text', text: textOf(given) }] });
server.registerTool('read', { inputSchema }, give);
server.registerTool('find', { inputSchema }, give);
server.registerTool('save', { inputSchema }, give);
server.registerTool('roll', { inputSchema, annotations: { idempotentHint: false } }, give);
server.registerTool('fail', { inputSchema }, async (given) => ({ ...(await give(given)), isError: true }));
// The same arguments, another result: once for each call.
const calls = new Map();
const again = async ({ label, ...given }, isErrorAt) => {
  const times = calls.get(label) ?? 0;
  calls.set(label, times + 1);
  const result = await give({ ...given, from: given.from + times * 20_000 });
  return times === isErrorAt ? { ...result, isError: true } : result;
};
server.registerTool('poll', { inputSchema }, (given) => again(given, -1));
server.registerTool('flaky', { inputSchema }, (given) => again(given, 0));
server.registerTool('breaks', { inputSchema }, (given) => again(given, 1));
server.registerTool('pair', { inputSchema }, async (given) => ({
  content: [
    { type: 'text', text: textOf(given) },
    { type: 'text', text: cut(given.kind, given.from + 50_000, given.length) },
  ],
}));
server.registerResource('text', 'text://guide', {}, async (uri) => ({
  contents: [{ uri: uri.href, text: cut('markdown', 300_000, 3_000) }],
}));
server.registerPrompt('review', {}, async () => ({
  messages: [{ role: 'user', content: { type: 'text', text: cut('prose', 60_000, 1_500) } }],
}));
await server.connect(new StdioServerTransport());
