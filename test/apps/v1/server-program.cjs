// A server on SDK v1 with something of everything the protocol has. The SDK is handed in, so that the same program runs
// on its ESM and on its CommonJS copy.
const { createServer } = require('node:http');
const { randomUUID } = require('node:crypto');
const { trace } = require('@opentelemetry/api');
const { z } = require('zod');

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const never = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(text('stopped'))));

exports.main = async ({
  McpServer,
  ResourceTemplate,
  StdioServerTransport,
  StreamableHTTPServerTransport,
  schemas,
  completable,
}) => {
  if (process.argv[2] !== 'http') return create().connect(new StdioServerTransport());
  const transports = new Map();
  const http = createServer(async (request, response) => {
    let transport = transports.get(request.headers['mcp-session-id']);
    if (transport === undefined) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => transports.set(id, transport),
      });
      await create().connect(transport);
    }
    await transport.handleRequest(request, response);
  });
  return http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));

  function create() {
    const server = new McpServer(
      { name: 'everything', version: '1.0.0' },
      { capabilities: { logging: {}, resources: { subscribe: true, listChanged: true } } },
    );
    server.registerTool('add', { inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) =>
      text(String(a + b)),
    );
    // Which span its handler runs in, asked some time after it began.
    server.registerTool('where', {}, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return text(trace.getActiveSpan()?.spanContext().spanId ?? 'nowhere');
    });
    server.registerTool('fail', {}, async () => ({ ...text('did not work'), isError: true }));
    server.registerTool('hang', {}, ({ signal }) => never(signal));
    server.registerTool('crash', {}, () => process.exit(7));
    server.registerTool('sample', {}, async (extra) => {
      const params = { messages: [{ role: 'user', content: { type: 'text', text: 'hi' } }], maxTokens: 5 };
      await extra.sendRequest({ method: 'sampling/createMessage', params }, schemas.CreateMessageResultSchema);
      return text('sampled');
    });
    server.registerTool('ask', {}, async (extra) => {
      const params = { message: 'sure?', requestedSchema: { type: 'object', properties: {} } };
      await extra.sendRequest({ method: 'elicitation/create', params }, schemas.ElicitResultSchema);
      return text('asked');
    });
    server.registerTool('roots', {}, async (extra) => {
      await extra.sendRequest({ method: 'roots/list' }, schemas.ListRootsResultSchema);
      return text('rooted');
    });
    server.registerTool('progress', {}, async ({ _meta, sendNotification }) => {
      for (const progress of [1, 2, 3]) {
        await sendNotification({
          method: 'notifications/progress',
          params: { progressToken: _meta.progressToken, progress },
        });
      }
      await sendNotification({ method: 'notifications/message', params: { level: 'info', data: 'half way' } });
      // The SDK forgets the callback with the answer, and would drop progress that comes in one chunk with it.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return text('done');
    });
    server.registerPrompt('greet', { argsSchema: { name: completable(z.string(), () => ['Ada']) } }, ({ name }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Hello ${name}` } }],
    }));
    server.registerResource('note', 'note://one', {}, async (uri) => ({ contents: [{ uri: uri.href, text: 'one' }] }));
    server.registerResource('any', new ResourceTemplate('note://{id}', { list: undefined }), {}, async (uri) => ({
      contents: [{ uri: uri.href, text: 'any' }],
    }));
    server.server.setRequestHandler(schemas.SubscribeRequestSchema, async ({ params }) => {
      await server.server.sendResourceUpdated({ uri: params.uri });
      return {};
    });
    server.registerTool('announce', {}, async () => {
      await server.server.sendToolListChanged();
      await server.server.sendPromptListChanged();
      await server.server.sendResourceListChanged();
      return text('announced');
    });
    server.server.setRequestHandler(schemas.UnsubscribeRequestSchema, async () => ({}));
    return server;
  }
};
