import http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import { routeTo, type Route } from './http-agent.ts';
import type { Answer, Transport } from './transport.ts';
import type { OtlpSettings } from './settings.ts';

/** Largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Answers after which the specification allows another try. */
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * OTLP over HTTP, without a hold on the process: sockets are unreferenced, so an application that is done ends although
 * a request is on its way. (The exporters of OpenTelemetry JS keep it alive for up to ten seconds of retries.)
 */
export function createHttpTransport(settings: OtlpSettings): Transport {
  let route: Route | undefined;
  return {
    // What cannot be sent at all, such as by a proxy whose address is none, will not get better by trying again.
    send: async (body, written) => {
      try {
        route ??= routeTo(settings);
        return await exchange(settings, route, body, written);
      } catch (error) {
        return { status: 'rejected', reason: reasonOf(error) };
      }
    },
  };
}

function exchange(
  settings: OtlpSettings,
  { agent, through }: Route,
  body: Uint8Array,
  written: (() => void) | undefined,
): Promise<Answer> {
  const { url, timeoutMs, tls } = settings;
  const start = url.protocol === 'https:' ? https.request : http.request;
  return new Promise<Answer>((resolve) => {
    const { headers, encoded } = encode(settings, body);
    // A deadline for the whole exchange; a socket's time-out would let a receiver drip for ever. It holds no process.
    const signal = AbortSignal.timeout(timeoutMs);
    const all = { ...headers, ...through.headers };
    const request = start(url, { method: 'POST', agent, signal, ...tls, ...through, headers: all });
    request.on('socket', (socket) => void socket.unref());
    request.on('response', (response) => void readAnswer(response).then(resolve));
    request.on('error', (error) => resolve({ status: 'retryable', reason: reasonOf(error) }));
    if (written !== undefined) request.on('finish', written);
    request.end(encoded);
  });
}

/** Headers and body of a request; also used by the last post of a process that exits. */
export function encode(
  settings: OtlpSettings,
  body: Uint8Array,
): { readonly headers: Record<string, string>; readonly encoded: Uint8Array } {
  const encoded = settings.gzip ? gzipSync(body) : body;
  const headers = {
    ...settings.headers,
    'content-type': settings.encoding === 'json' ? 'application/json' : 'application/x-protobuf',
    'content-length': String(encoded.byteLength),
    ...(settings.gzip && { 'content-encoding': 'gzip' }),
  };
  return { headers, encoded };
}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0;
  try {
    const body = await readBody(response);
    if (status >= 200 && status < 300) return { status: 'accepted', body };
  } catch (error) {
    return { status: 'retryable', reason: reasonOf(error) };
  }
  const reason = `HTTP ${status}`;
  if (status === 413) return { status: 'too_large', reason };
  if (!retryable.has(status)) return { status: 'rejected', reason };
  return { status: 'retryable', reason, ...retryAfter(response.headers['retry-after']) };
}

async function readBody(response: http.IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) break; // Leaving the loop destroys the response.
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `Retry-After` as seconds or as a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined): { afterMs?: number } {
  if (header === undefined) return {};
  const afterMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(afterMs) ? { afterMs } : {};
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ABORT_ERR' ? 'no answer in time' : (code ?? error.message);
}
