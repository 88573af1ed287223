// What runs on behalf of a call runs in its caller's context: progress callbacks, the second round of a question.
import { trace } from '@opentelemetry/api';
import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const tracer = trace.getTracer('app');
const [legacy, modern] = process.argv.slice(2).map((file) => ({ command: process.execPath, args: [file] }));

const client = new Client({ name: 'callbacks', version: '1.0.0' });
await client.connect(new StdioClientTransport(legacy));
await within('progress', () =>
  client.callTool({ name: 'progress' }, undefined, { onprogress: () => tracer.startSpan('tick').end() }),
);
await client.close();

const options = { versionNegotiation: { mode: 'auto' }, capabilities: { elicitation: { form: {} } } };
const asked = new ModernClient({ name: 'callbacks', version: '1.0.0' }, options);
asked.setRequestHandler('elicitation/create', async () => {
  tracer.startSpan('answer').end();
  return { action: 'accept', content: { yes: true } };
});
await asked.connect(new ModernStdio(modern));
await within('question', () => asked.callTool({ name: 'ask', arguments: {} }));
await asked.close();

async function within(name, run) {
  await tracer.startActiveSpan(name, async (span) => {
    await run();
    span.end();
  });
}
