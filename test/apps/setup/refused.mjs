// Calls a server that refuses by HTTP, and one that is not there.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

for (const url of process.argv.slice(2)) {
  const client = new Client({ name: 'refused', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url))).catch(() => undefined);
}
