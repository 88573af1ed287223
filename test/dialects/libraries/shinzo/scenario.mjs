import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { instrumentServer } from '@shinzolabs/instrumentation-mcp';
import { z } from 'zod';

const server = new McpServer({ name: 'weather', version: '1.2.3' });
const telemetry = instrumentServer(server, {
  serverName: 'weather',
  serverVersion: '1.2.3',
  exporterEndpoint: `${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1`,
  enableArgumentCollection: true,
  enableMetrics: false,
});

const content = (text) => [{ type: 'text', text }];
const options = z.object({ units: z.string() }).optional();
const place = { city: z.string(), options, days: z.array(z.number()).optional() };
server.tool('get_weather', 'The weather of a city', place, async ({ city }) => {
  if (city === 'Atlantis') throw new RangeError(`No such city: ${city}`);
  if (city === '') return { content: content('No city'), isError: true };
  return { content: content('21 degrees') };
});
const text = 'What is the weather in Oslo?';
const prompt = () => ({ messages: [{ role: 'user', content: { type: 'text', text } }] });
server.registerPrompt('ask', { argsSchema: { city: z.string() } }, prompt);
server.registerResource('oslo', 'weather://oslo', {}, ({ href: uri }) => ({ contents: [{ uri, text: '21 degrees' }] }));

const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'guide', version: '1.0.0' });
await client.connect(near);
const call = (given) => client.callTool({ name: 'get_weather', arguments: given }).catch(() => undefined);
await client.listTools();
await call({ city: 'Oslo', options: { units: 'celsius' }, days: [1, 2] });
await call({ city: '' });
await call({ city: 'Atlantis' });
await client.getPrompt({ name: 'ask', arguments: { city: 'Oslo' } });
await client.readResource({ uri: 'weather://oslo' });
await client.close();
await telemetry.shutdown();
