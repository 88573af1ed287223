/** Encoding of a request, which its reply must have too. */
export type Encoding = 'protobuf' | 'json';

/** An HTTP reply of the receiver. */
export interface Reply {
  readonly status: number;
  readonly encoding: Encoding;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Codes of `google.rpc.Status` that OTLP/HTTP errors carry. */
const rpcCodes: Readonly<Record<number, number>> = {
  400: 3,
  404: 12,
  405: 12,
  413: 8,
  415: 3,
  429: 8,
  500: 13,
  503: 14,
};

/** All of it was taken. */
export function success(encoding: Encoding): Reply {
  return { status: 200, encoding, body: Buffer.from(encoding === 'json' ? '{}' : '') };
}

/** Part of it was taken. `field` is the signal's own name for what was not, such as `rejectedSpans`. */
export function partialSuccess(encoding: Encoding, field: string, rejected: number, message: string): Reply {
  const body =
    encoding === 'json'
      ? Buffer.from(JSON.stringify({ partialSuccess: { [field]: String(rejected), errorMessage: message } }))
      : lengthDelimited(1, Buffer.concat([varintField(1, rejected), lengthDelimited(2, Buffer.from(message))]));
  return { status: 200, encoding, body };
}

/** None of it was taken; the body is a `google.rpc.Status`, as OTLP/HTTP demands. */
export function failure(status: number, encoding: Encoding, message: string, headers: Reply['headers'] = {}): Reply {
  const code = rpcCodes[status] ?? 2;
  const body =
    encoding === 'json'
      ? Buffer.from(JSON.stringify({ code, message }))
      : Buffer.concat([varintField(1, code), lengthDelimited(2, Buffer.from(message))]);
  return { status, encoding, body, headers };
}

function varintField(number: number, value: number): Buffer {
  return Buffer.from([number << 3, ...varint(value)]);
}

function lengthDelimited(number: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(body.length)]), body]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}
