// A server on tmcp, which has nothing of the MCP SDK.
import { ZodJsonSchemaAdapter } from '@tmcp/adapter-zod';
import { StdioTransport } from '@tmcp/transport-stdio';
import { McpServer } from 'tmcp';
import { z } from 'zod';

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const server = new McpServer(
  { name: 'tmcp', version: '1', description: 'test' },
  { adapter: new ZodJsonSchemaAdapter(), capabilities: { tools: {}, elicitation: {}, logging: {} } },
);
server.tool({ name: 'echo', description: 'echo' }, async () => text('hello'));
server.tool({ name: 'fail', description: 'fail' }, async () => ({ ...text('no'), isError: true }));
server.tool({ name: 'ask', description: 'ask' }, async () => {
  const { action } = await server.elicitation('name?', z.object({ name: z.string() }));
  return text(action);
});
new StdioTransport(server).listen();
