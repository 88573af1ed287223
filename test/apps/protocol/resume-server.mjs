// Cuts the stream of a call in the middle; the client fetches the answer over another one.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

class Events {
  #events = [];

  async storeEvent(stream, message) {
    this.#events.push({ id: `${stream}_${this.#events.length}`, stream, message });
    return this.#events.at(-1).id;
  }

  async getStreamIdForEventId(id) {
    return this.#events.find((event) => event.id === id)?.stream;
  }

  async replayEventsAfter(last, { send }) {
    const from = this.#events.findIndex(({ id }) => id === last);
    const { stream } = this.#events[from];
    const missed = this.#events.slice(from + 1).filter((event) => event.stream === stream);
    for (const { id, message } of missed) await send(id, message);
    return stream;
  }
}

const transport = new StreamableHTTPServerTransport({
  sessionIdGenerator: randomUUID,
  eventStore: new Events(),
  retryInterval: 20,
});
const server = new McpServer({ name: 'resumed', version: '1' });
server.registerTool('cut', {}, async ({ closeSSEStream, signal }) => {
  closeSSEStream();
  await new Promise((resolve) => void setTimeout(resolve, 100, signal));
  return { content: [{ type: 'text', text: 'answer' }] };
});
await server.connect(transport);
const http = createServer((request, response) => void transport.handleRequest(request, response));
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
