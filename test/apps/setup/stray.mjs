// A connection opened inside a span that is still open; the server, which sends no trace context, asks the client back.
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const client = new Client({ name: 'stray', version: '1.0.0' }, { capabilities: { sampling: {} } });
client.setRequestHandler(CreateMessageRequestSchema, async () => ({
  model: 'm',
  role: 'assistant',
  content: { type: 'text', text: 'hello' },
}));
await trace.getTracer('app').startActiveSpan('connect', async (span) => {
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [process.argv[2]] }));
  await context.with(ROOT_CONTEXT, () => client.callTool({ name: 'sample' }));
  span.end();
});
await client.close();
