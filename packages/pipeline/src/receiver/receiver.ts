import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { DecodeError, type Decoded } from './decoded.ts';
import { logsRequest, metricsRequest, traceRequest, type Schema } from './otlp-schema.ts';
import { readBody } from './read-body.ts';
import { receivedSpans, type ReceivedSpan } from './received-span.ts';
import { failure, partialSuccess, success, type Encoding, type Reply } from './replies.ts';

/** Where the receiver listens and what it does with what it gets. */
export interface ReceiverOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** Largest body, packed and unpacked, in bytes. */
  readonly maxBodyBytes?: number;
  /** Speaks TLS with this certificate; with `ca` and `requestCert` only to clients that have one of that authority. */
  readonly tls?: Pick<ServerOptions, 'key' | 'cert' | 'ca' | 'requestCert'>;
  /** Takes spans; a rejection is answered with 503, so that the sender tries again. */
  readonly onSpans: (spans: readonly ReceivedSpan[]) => void | Promise<void>;
  /** Takes a decoded request of another signal. */
  readonly onOther?: (signal: 'metrics' | 'logs', request: Decoded) => void | Promise<void>;
}

/** A listening receiver. */
export interface Receiver {
  /** Base address, for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** Starts an OTLP/HTTP receiver (protobuf and JSON, gzip), as the OTLP specification 1.9 describes it. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(options, request).then((reply) => send(response, reply));
  };
  const { tls } = options;
  const server =
    tls === undefined
      ? createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, handle)
      : createSecureServer({ requestTimeout: REQUEST_TIMEOUT_MS, ...tls }, handle);
  await listen(server, options);
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const signals: Readonly<Record<string, { readonly name: 'traces' | 'metrics' | 'logs'; readonly schema: Schema }>> = {
  '/v1/traces': { name: 'traces', schema: traceRequest },
  '/v1/metrics': { name: 'metrics', schema: metricsRequest },
  '/v1/logs': { name: 'logs', schema: logsRequest },
};

async function answer(options: ReceiverOptions, request: IncomingMessage): Promise<Reply> {
  const encoding = encodingOf(request);
  const signal = signals[request.url?.split('?')[0] ?? ''];
  if (signal === undefined)
    return failure(404, encoding ?? 'json', 'OTLP is received at /v1/traces, /v1/metrics and /v1/logs');
  if (request.method !== 'POST') return failure(405, encoding ?? 'json', 'OTLP is sent by POST', { allow: 'POST' });
  if (encoding === undefined) {
    return failure(415, 'json', 'content-type must be application/x-protobuf or application/json');
  }
  try {
    const body = await readBody(request, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
    if (!body.ok) return failure(body.status, encoding, body.message);
    const decoded = decode(signal.schema, encoding, body.bytes);
    if (signal.name === 'traces') return await takeSpans(options, encoding, decoded);
    await options.onOther?.(signal.name, decoded);
    return success(encoding);
  } catch (error) {
    if (error instanceof DecodeError) return failure(400, encoding, error.message);
    return failure(503, encoding, 'the data could not be taken now', { 'retry-after': '1' });
  }
}

async function takeSpans({ onSpans }: ReceiverOptions, encoding: Encoding, decoded: Decoded): Promise<Reply> {
  const { spans, rejected } = receivedSpans(decoded);
  await onSpans(spans);
  if (rejected === 0) return success(encoding);
  return partialSuccess(encoding, 'rejectedSpans', rejected, 'spans without valid ids or times were left out');
}

function decode(schema: Schema, encoding: Encoding, bytes: Uint8Array): Decoded {
  return encoding === 'json' ? decodeJson(schema, Buffer.from(bytes).toString('utf8')) : decodeProtobuf(schema, bytes);
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-protobuf' ? 'protobuf' : undefined;
}

function send(response: ServerResponse, { status, encoding, body, headers = {} }: Reply): void {
  response.writeHead(status, {
    'content-type': encoding === 'json' ? 'application/json' : 'application/x-protobuf',
    'content-length': body.byteLength,
    ...headers,
    ...(status === 413 && { connection: 'close' }), // The rest of the body is not read.
  });
  response.end(body);
}

function listen(server: Server, { port, host = '127.0.0.1' }: ReceiverOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hint =
        error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another, or 0 for any free one` : error.message;
      reject(new Error(`the OTLP receiver cannot listen on ${host}: ${hint}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
