// A server that passes the conformance suite, over HTTP on any free port.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import * as T from '@modelcontextprotocol/sdk/types.js';
import { PNG, text } from './content.mjs';
import { promptArguments, prompts } from './prompts.mjs';
import { schemaOf, tools } from './tools.mjs';

function make() {
  const s = new Server(
    { name: 'conformance-server', version: '1.0.0' },
    { capabilities: { tools: {}, prompts: {}, resources: { subscribe: true }, logging: {}, completions: {} } },
  );
  s.setRequestHandler(T.ListToolsRequestSchema, () => ({
    tools: Object.keys(tools).map((name) => ({ name, description: name, inputSchema: schemaOf(name) })),
  }));
  s.setRequestHandler(T.CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools[params.name];
    if (!tool) throw new T.McpError(-32602, 'unknown tool');
    try {
      return { content: await tool(params.arguments ?? {}, extra) };
    } catch (e) {
      return { isError: true, content: [text(e.message)] };
    }
  });
  s.setRequestHandler(T.ListPromptsRequestSchema, () => ({
    prompts: Object.keys(prompts).map((name) => ({
      name,
      description: name,
      arguments: (promptArguments[name] ?? []).map((a) => ({ name: a, required: true })),
    })),
  }));
  s.setRequestHandler(T.GetPromptRequestSchema, ({ params }) => ({
    messages: prompts[params.name](params.arguments ?? {}),
  }));
  s.setRequestHandler(T.ListResourcesRequestSchema, () => ({
    resources: ['static-text', 'static-binary', 'watched-resource'].map((n) => ({
      uri: `test://${n}`,
      name: n,
      description: n,
    })),
  }));
  s.setRequestHandler(T.ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template' }],
  }));
  s.setRequestHandler(T.ReadResourceRequestSchema, ({ params: { uri } }) => {
    const id = /^test:\/\/template\/(.+)\/data$/.exec(uri)?.[1];
    if (id)
      return {
        contents: [
          {
            uri,
            mimeType: 'application/json',
            text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
          },
        ],
      };
    if (uri === 'test://static-binary') return { contents: [{ uri, mimeType: 'image/png', blob: PNG }] };
    return { contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }] };
  });
  s.setRequestHandler(T.SubscribeRequestSchema, () => ({}));
  s.setRequestHandler(T.UnsubscribeRequestSchema, () => ({}));
  s.setRequestHandler(T.CompleteRequestSchema, () => ({
    completion: { values: ['paris', 'park'], total: 2, hasMore: false },
  }));
  return s;
}
class Store {
  events = [];
  async storeEvent(stream, message) {
    const id = `${stream}_${this.events.length}`;
    this.events.push({ id, stream, message });
    return id;
  }
  async getStreamIdForEventId(id) {
    return this.events.find((e) => e.id === id)?.stream;
  }
  async replayEventsAfter(last, { send }) {
    const i = this.events.findIndex((e) => e.id === last);
    const stream = this.events[i]?.stream ?? '';
    for (const e of this.events.slice(i + 1))
      if (e.stream === stream && Object.keys(e.message).length) await send(e.id, e.message);
    return stream;
  }
}
const sessions = new Map();
async function handle(request, response) {
  const known = sessions.get(request.headers['mcp-session-id']);
  const transport =
    known ??
    new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: new Store(),
      retryInterval: 500,
      onsessioninitialized: (id) => sessions.set(id, transport),
    });
  if (known === undefined) await make().connect(transport);
  await transport.handleRequest(request, response);
}

const http = createServer((request, response) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (['localhost', '127.0.0.1'].includes(host)) void handle(request, response);
  else response.writeHead(403).end();
});
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
