import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** One page of the server. */
export interface Page {
  readonly type: string;
  readonly body: string;
}

/** Where the server listens, and what it shows. */
export interface MetricsServerOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Pages by path. What one rejects with is answered by 500 and no more. */
  readonly pages: Readonly<Record<string, () => Promise<Page>>>;
}

/** A server that scrapes read from. Nothing of it holds the process. */
export interface MetricsServer {
  /** Base address. */
  readonly url: string;
  /** Stops listening and ends open connections. */
  close(): void;
}

/** Ports that are tried, one after the other. */
const PORTS_TRIED = 10;

const MAX_CONNECTIONS = 32;
const MIN_GZIP_BYTES = 1_024;

/**
 * Serves pages by HTTP on the first free port.
 *
 * @throws Error when there is none among ten, or the host is not of this machine
 */
export async function startMetricsServer({ host, port, pages }: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    void answer(pages, request, response);
  });
  // A scrape is no traffic of the application: an instrumentation of node:http wraps the prototype's `emit`.
  server.emit = EventEmitter.prototype.emit.bind(server) as typeof server.emit;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('connection', (socket) => socket.unref());
  await listenOnFree(server, host, port);
  server.unref();
  server.on('error', () => undefined);
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listenOnFree(server: Server, host: string, port: number): Promise<void> {
  const last = port === 0 ? 0 : Math.min(port + PORTS_TRIED - 1, 65_535);
  for (let tried = port; ; tried += 1) {
    try {
      return await listen(server, host, tried);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE') throw error;
      if (tried >= last) throw new Error(`ports ${port} to ${last} are in use`, { cause: error });
    }
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, exclusive: true }); // Workers of a cluster have metrics of their own each.
  await once(server, 'listening');
}

async function answer(
  pages: MetricsServerOptions['pages'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split('?')[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return refuse(response, 404, `there is ${Object.keys(pages).join(' and ')}`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'pages are read by GET');
  try {
    const { type, body } = await page();
    return await show(request, response, type, Buffer.from(body));
  } catch {
    return refuse(response, 500, 'the metrics could not be collected');
  }
}

async function show(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  type: string,
  plain: Buffer,
): Promise<void> {
  const packed = plain.byteLength >= MIN_GZIP_BYTES && /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  const body = packed ? await promisify(gzip)(plain, { level: 1 }) : plain;
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(packed && { 'content-encoding': 'gzip' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}
