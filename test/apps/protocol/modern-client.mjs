// Subscribes, has a change announced, unsubscribes; then asks once below a span and once without.
import { trace } from '@opentelemetry/api';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [server] = process.argv.slice(2);
const transport = server.startsWith('http')
  ? new StreamableHTTPClientTransport(new URL(server))
  : new StdioClientTransport({ command: process.execPath, args: [server], stderr: 'inherit' });
const client = new Client(
  { name: 'modern', version: '1' },
  { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: { form: {} } } },
);
client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { yes: true } }));
const changed = new Promise((resolve) => client.setNotificationHandler('notifications/tools/list_changed', resolve));
await client.connect(transport);
const subscription = await client.listen({ toolsListChanged: true });
await client.callTool({ name: 'poke', arguments: {} });
await changed;
await subscription.close();
await trace.getTracer('app').startActiveSpan('turn', async (span) => {
  await client.callTool({ name: 'ask', arguments: {} });
  span.end();
});
await client.callTool({ name: 'ask', arguments: {} });
await client.close();
