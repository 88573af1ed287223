import { gzipSync } from 'node:zlib';
import { SpanKind, type SpanContext } from '@opentelemetry/api';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReceivedSpan } from './received-span.ts';
import { startReceiver, type Receiver } from './receiver.ts';

let receiver: Receiver;
let spans: ReceivedSpan[];
let refuse: boolean;

beforeEach(async () => {
  spans = [];
  refuse = false;
  receiver = await startReceiver({
    port: 0,
    maxBodyBytes: 200_000,
    onSpans: (received) => {
      if (refuse) throw new Error('the disk is full of secrets');
      spans.push(...received);
    },
  });
});

afterEach(() => receiver.close());

function exported(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer('scope', '1.2.3');
  const link = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
  const span = tracer.startSpan('grüße', { kind: SpanKind.SERVER, links: [{ context: link, attributes: { l: 1 } }] });
  span.setAttributes({
    text: 'ü',
    yes: true,
    no: false,
    int: -7,
    big: 2 ** 53 + 2,
    half: 0.5,
    list: ['a', 'b'],
    numbers: [1, 2],
  });
  span.addEvent('happened', { detail: 'x' });
  span.setStatus({ code: 2, message: 'broken' });
  span.end();
  return exporter.getFinishedSpans();
}

async function post(
  body: Uint8Array | string,
  headers: Record<string, string> = {},
  path = '/v1/traces',
): Promise<Response> {
  return fetch(`${receiver.url}${path}`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'content-type': 'application/x-protobuf', ...headers },
  });
}

const json = { 'content-type': 'application/json' };

describe('spans arrive as they were sent', () => {
  const bodies = {
    protobuf: () => post(ProtobufTraceSerializer.serializeRequest(exported()) ?? ''),
    JSON: () => post(JsonTraceSerializer.serializeRequest(exported()) ?? '', json),
    'protobuf in gzip': () =>
      post(gzipSync(ProtobufTraceSerializer.serializeRequest(exported()) ?? ''), { 'content-encoding': 'gzip' }),
  };
  test.each(Object.entries(bodies))('as %s', async (_name, send) => {
    const response = await send();
    expect(response.status).toBe(200);
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({
      name: 'grüße',
      kind: 2,
      parentSpanId: '',
      status: { code: 2, message: 'broken' },
      scope: { name: 'scope', version: '1.2.3' },
      links: [{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }],
      events: [{ name: 'happened' }],
    });
    expect({ ...spans[0]?.attributes }).toEqual({
      text: 'ü',
      yes: true,
      no: false,
      int: -7,
      big: 2n ** 53n + 2n,
      half: 0.5,
      list: ['a', 'b'],
      numbers: [1, 2],
    });
  });
  test('the two encodings give the same', async () => {
    const same = exported();
    await post(ProtobufTraceSerializer.serializeRequest(same) ?? '');
    await post(JsonTraceSerializer.serializeRequest(same) ?? '', json);
    expect(spans[1]).toEqual(spans[0]);
  });
});

describe('a request that is not OTLP is refused with the right error, in its own encoding', () => {
  test.each([
    ['an unknown path', '/v1/profiles', {}, 404],
    ['an unknown content type', '/v1/traces', { 'content-type': 'text/plain' }, 415],
    ['an unknown content encoding', '/v1/traces', { 'content-encoding': 'br' }, 415],
    ['gzip that is none', '/v1/traces', { 'content-encoding': 'gzip' }, 400],
    ['JSON that is none', '/v1/traces', json, 400],
  ] as const)('%s', async (_name, path, headers, status) => {
    const response = await post('not what it says', headers, path);
    expect(response.status).toBe(status);
    if (response.headers.get('content-type') === 'application/json') {
      expect(await response.json()).toMatchObject({
        code: expect.any(Number) as number,
        message: expect.any(String) as string,
      });
    }
  });
  test('GET, naming the allowed method', async () => {
    const response = await fetch(`${receiver.url}/v1/traces`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
  test('a body above the limit, packed or unpacked', async () => {
    expect((await post(Buffer.alloc(300_000))).status).toBe(413);
    expect((await post(gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' })).status).toBe(413);
  });
  test('trouble of our own is answered with 503 and Retry-After, and tells nothing of the cause', async () => {
    refuse = true;
    const response = await post(ProtobufTraceSerializer.serializeRequest(exported()) ?? '');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.text()).not.toContain('secrets');
  });
});

describe('spans without valid ids or times', () => {
  const body = (span: object): string => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span, good] }] }] });
  const good = {
    traceId: 'ab'.repeat(16),
    spanId: 'cd'.repeat(8),
    name: 'good',
    startTimeUnixNano: '1',
    endTimeUnixNano: 2,
  };
  test.each([
    ['an id of zeroes', { ...good, traceId: '0'.repeat(32) }],
    ['an id that is too short', { ...good, spanId: 'cd' }],
    ['an end before the start', { ...good, endTimeUnixNano: '0' }],
  ])('%s: the rest is taken, and the answer says how many were not', async (_name, bad) => {
    const response = await post(body(bad), json);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
    expect(spans.map(({ name }) => name)).toEqual(['good']);
  });
  test('the partial success in protobuf is what OpenTelemetry reads', async () => {
    const spanContext = (): SpanContext => ({ traceId: '0'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 });
    const invalid = exported().map((span) => Object.assign(span, { spanContext }));
    const response = await post(ProtobufTraceSerializer.serializeRequest(invalid) ?? '');
    const answer = ProtobufTraceSerializer.deserializeResponse(new Uint8Array(await response.arrayBuffer()));
    expect(answer.partialSuccess).toMatchObject({ rejectedSpans: 1 });
  });
});

describe('metrics and logs', () => {
  test.each(['/v1/metrics', '/v1/logs'])('%s is taken', async (path) => {
    expect((await post('{}', json, path)).status).toBe(200);
    expect((await post('', {}, path)).status).toBe(200);
  });
});

test('a port in use is a clear error that names the repair', async () => {
  const port = Number(new URL(receiver.url).port);
  await expect(startReceiver({ port, onSpans: () => undefined })).rejects.toThrow(
    /port \d+ is in use; choose another, or 0/,
  );
});

test('it listens on loopback', () => {
  expect(new URL(receiver.url).hostname).toBe('127.0.0.1');
});
