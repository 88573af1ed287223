// Calls a tool whose answer comes over a resumed stream; then waits for it a second time with a client of its own.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url] = process.argv.slice(2);
const reconnectionOptions = {
  initialReconnectionDelay: 20,
  maxReconnectionDelay: 100,
  reconnectionDelayGrowFactor: 1,
  maxRetries: 5,
};
const first = new Client({ name: 'first', version: '1' });
const transport = new StreamableHTTPClientTransport(new URL(url), { reconnectionOptions });
await first.connect(transport);
let token;
const call = (client, options) => client.callTool({ name: 'cut', arguments: {} }, undefined, options);
await call(first, {
  onresumptiontoken: (given) => {
    token ??= given;
  },
});
const { sessionId } = transport;
await first.close();

const second = new Client({ name: 'second', version: '1' });
await second.connect(new StreamableHTTPClientTransport(new URL(url), { sessionId, reconnectionOptions }));
const { content } = await call(second, { resumptionToken: token });
process.stdout.write(content[0].text);
await second.close();
