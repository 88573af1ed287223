import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A port of loopback that is free now. Whoever takes it between now and then makes a program take the next one.
 *
 * By `node:http`, which the preload needs anyway: to load `node:net` there makes an agent's own instrumentation
 * of it begin, and with it spans that the application would not have without us.
 */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
