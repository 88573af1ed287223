import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const inflate = promisify(gunzip);

/** A body, or why it was not read. */
export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string };

/** Reads and unpacks a request body; both its packed and its unpacked size are bounded. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const packed = await readBytes(request, maxBytes);
  if (packed === undefined) return tooLarge(maxBytes);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return { ok: true, bytes: packed };
  if (encoding !== 'gzip') return { ok: false, status: 415, message: 'content-encoding must be gzip or identity' };
  try {
    return { ok: true, bytes: await inflate(packed, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const large = error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return large ? tooLarge(maxBytes) : { ok: false, status: 400, message: 'the body is not gzip' };
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): Body {
  return { ok: false, status: 413, message: `the body is larger than ${maxBytes} bytes; send smaller batches` };
}
