// A transport that rejects, and an application that does not look at what `send` gives back.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';

const server = new Server({ name: 'unhandled', version: '1.0.0' }, { capabilities: {} });
const transport = {
  start: async () => undefined,
  close: async () => undefined,
  send: () => Promise.reject(new Error('theirs')),
};
await server.connect(transport);
void transport.send({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
setTimeout(() => process.stdout.write('still alive'), 200);
