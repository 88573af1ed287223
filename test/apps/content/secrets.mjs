// Puts each text of a file into every place where telemetry could find it, and goes on in peace.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import * as schemas from '@modelcontextprotocol/sdk/types.js';
import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';

const [, , file, model, flip] = process.argv;
const texts = JSON.parse(readFileSync(file, 'utf8'));

const server = new Server(
  { name: 'server', version: '1' },
  { capabilities: { tools: {}, prompts: {}, resources: {}, logging: {} } },
);
server.setRequestHandler(schemas.CallToolRequestSchema, ({ params: { name, arguments: given } }) => {
  if (name === 'throw') throw new Error(`cannot use ${String(given.text)}`);
  const content = [{ type: 'text', text: given.text }];
  if (name === 'fail') return { isError: true, content };
  return { content, structuredContent: { inner: JSON.stringify({ said: given.text }) } };
});
server.setRequestHandler(schemas.GetPromptRequestSchema, ({ params }) => ({
  messages: [{ role: 'user', content: { type: 'text', text: `use ${params.arguments.text}` } }],
}));
server.setRequestHandler(schemas.ReadResourceRequestSchema, ({ params }) => ({
  contents: [{ uri: params.uri, text: `kept: ${params.uri}` }],
}));
const client = new Client({ name: 'client', version: '1' });
const [here, there] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(there), client.connect(here)]);

const tracer = trace.getTracer('application');
for (const text of texts) {
  const baggage = propagation.createBaggage({ note: { value: text } });
  await context.with(propagation.setBaggage(context.active(), baggage), () => everywhere(text));
}
if (flip === 'flip') {
  process.env.MCP_OTEL_CAPTURE = 'all';
  await client.callTool({ name: 'echo', arguments: { text: 'after the flip' } });
  process.env.MCP_OTEL_CAPTURE = 'none';
  await client.callTool({ name: 'echo', arguments: { text: 'after the second flip' } });
}
if (flip === 'wait') {
  process.stdout.write('done');
  await new Promise((resolve) => process.stdin.on('end', resolve).resume());
}
await client.close();
await wait(50);

async function everywhere(text) {
  const quiet = () => undefined;
  await client.callTool({ name: 'echo', arguments: { text, [text]: { deep: [text] } }, _meta: { note: text } });
  await client.callTool({ name: 'fail', arguments: { text } });
  await client.callTool({ name: 'throw', arguments: { text } }).catch(quiet);
  await client.callTool({ name: text, arguments: { text } }).catch(quiet);
  await client.getPrompt({ name: 'greet', arguments: { text } });
  await client.readResource({ uri: `notes://list/${encodeURIComponent(text)}?key=${encodeURIComponent(text)}` });
  await server.sendLoggingMessage({ level: 'info', data: text });
  own(text);
  logs.getLogger('application').emit({ body: { message: `logged ${text}` }, attributes: { text } });
  await fetch(`${model}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${text.replaceAll(/[^\x20-\x7e]/g, '')}` },
    body: JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: text }] }),
  }).then((response) => response.json());
}

/** What an application and its instrumentations write on spans of their own. */
function own(text) {
  const span = tracer.startSpan(`look at ${text}`, {
    attributes: { 'db.query.text': `select '${text}'`, list: [text] },
  });
  span.setAttribute('input.value', text).setAttribute('openinference.span.kind', 'LLM');
  span.setAttribute('gen_ai.prompt.0.content', text).setAttribute('http.request.header.authorization', text);
  span.addEvent(`event ${text}`, { text });
  span.addLink({ context: span.spanContext(), attributes: { text } });
  const error = new Error(`broke on ${text}`);
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.stack });
  span.end();
}
