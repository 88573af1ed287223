// A server on SDK v2: both eras of the protocol, over stdio and over HTTP.
const { createServer } = require('node:http');
const { trace } = require('@opentelemetry/api');
const { z } = require('zod');

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const never = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(text('stopped'))));

exports.main = ({ McpServer, acceptedContent, inputRequired, createMcpHandler, serveStdio, toNodeHandler }) => {
  if (process.argv[2] !== 'http') return void serveStdio(create);
  const http = createServer(toNodeHandler(createMcpHandler(create)));
  return http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));

  function create() {
    const server = new McpServer({ name: 'everything', version: '2.0.0' });
    const empty = z.object({});
    server.registerTool('add', { inputSchema: z.object({ a: z.number(), b: z.number() }) }, async ({ a, b }) =>
      text(String(a + b)),
    );
    // Which span its handler runs in, asked some time after it began.
    server.registerTool('where', { inputSchema: empty }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return text(trace.getActiveSpan()?.spanContext().spanId ?? 'nowhere');
    });
    server.registerTool('fail', { inputSchema: empty }, async () => ({ ...text('did not work'), isError: true }));
    server.registerTool('hang', { inputSchema: empty }, (_args, { mcpReq }) => never(mcpReq.signal));
    server.registerTool('ask', { inputSchema: empty }, async (_args, { mcpReq }) => {
      if (acceptedContent(mcpReq.inputResponses, 'sure')) return text('asked');
      const requestedSchema = { type: 'object', properties: { yes: { type: 'boolean' } }, required: ['yes'] };
      return inputRequired({ inputRequests: { sure: inputRequired.elicit({ message: 'sure?', requestedSchema }) } });
    });
    server.registerPrompt('greet', { argsSchema: z.object({ name: z.string() }) }, ({ name }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Hello ${name}` } }],
    }));
    server.registerResource('note', 'note://one', {}, async (uri) => ({ contents: [{ uri: uri.href, text: 'one' }] }));
    return server;
  }
};
