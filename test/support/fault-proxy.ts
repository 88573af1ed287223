import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What the proxy does with connections: passes everything on; refuses new ones and cuts those there are; takes bytes and
 * passes on none; passes on a little at a time.
 */
export type Fault = 'pass' | 'refuse' | 'hang' | 'slow';

/** A TCP proxy on a free loopback port that goes wrong when it is told to. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** Port that it passes on to; may change, as with a server that comes back on another one. */
  target: number;
  fault: Fault;
  /** Cuts every connection that there is. */
  cut(): void;
  /** Cuts the next connection that has sent so many bytes, before they are passed on or after. */
  cutAfter(bytes: number, when: 'before' | 'after'): void;
  /** Connections that were made. */
  readonly connections: number;
}

const SLOW_BYTES = 4_096;
const SLOW_MS = 5;

export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let limit: { readonly bytes: number; readonly when: 'before' | 'after' } | undefined;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(proxy.target, '127.0.0.1');
    const cutBoth = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', cutBoth).on('close', cutBoth);
    }
    if (proxy.fault === 'refuse') return cutBoth();
    let sent = 0;
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      if (limit !== undefined && sent > limit.bytes) {
        const { when } = limit;
        limit = undefined;
        if (when === 'before') return cutBoth();
        upstream.removeAllListeners('data'); // The answer is lost.
        upstream.on('data', () => cutBoth());
      }
      return void passOn(client, upstream, chunk);
    });
    upstream.on('data', (chunk: Buffer) => void passOn(upstream, client, chunk));
    return undefined;
  });
  const passOn = async (from: Socket, to: Socket, chunk: Buffer): Promise<void> => {
    if (proxy.fault === 'pass') return void to.write(chunk);
    if (proxy.fault !== 'slow') return undefined;
    from.pause();
    for (let at = 0; at < chunk.length; at += SLOW_BYTES) {
      to.write(chunk.subarray(at, at + SLOW_BYTES));
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    }
    return void from.resume();
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const { port } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    port,
    target,
    fault: 'pass',
    cut,
    cutAfter: (bytes, when) => {
      limit = { bytes, when };
    },
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
  return proxy;
}
