// A server on SDK v1 for the clients of other stacks.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const server = new McpServer({ name: 'server', version: '1' });
server.registerTool('echo', {}, async () => text('hello'));
server.registerTool('fail', {}, async () => ({ ...text('no'), isError: true }));
server.registerTool('hang', {}, () => new Promise(() => undefined));
server.registerTool('ask', {}, async () => {
  const requestedSchema = { type: 'object', properties: { name: { type: 'string' } } };
  return text((await server.server.elicitInput({ message: 'name?', requestedSchema })).action);
});
await server.connect(new StdioServerTransport());
