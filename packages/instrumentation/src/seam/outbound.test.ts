import { attributeBytes, MAX_SPAN_BYTES, MAX_VALUE_BYTES } from '@mcp-otel/core';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { replaceGlobals } from '../telemetry/live-globals.ts';
import { Connection } from './connection.ts';
import type { Request } from '../protocol/messages.ts';
import { requestReceived } from './inbound.ts';
import { notificationReceived } from './notifications.ts';
import { outgoing } from './outbound.ts';
import { responseReceived } from './responses.ts';

let exporter: InMemorySpanExporter;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  const trace = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  replaceGlobals({ version: '1.10.0', trace, propagation: new W3CTraceContextPropagator() });
});

afterEach(() => replaceGlobals(undefined));

const seam = quietSeam();
const connection = (): Connection => new Connection({ send: () => undefined });

describe('a request that goes out', () => {
  test('without a caller’s span belongs to the inbound request that it is related to', () => {
    const here = connection();
    requestReceived(seam, here, { id: 7, method: 'tools/call', params: { name: 'ask' } }, undefined);
    outgoing(seam, here, { id: 0, method: 'sampling/createMessage' }, { relatedRequestId: 7 });
    responseReceived(seam, here, { id: 0, result: {} });
    const [sampling] = exporter.getFinishedSpans();
    expect(sampling?.name).toBe('sampling/createMessage');
    expect(sampling?.parentSpanContext?.spanId).toBeDefined();
  });
  test('is a copy with the trace context; the application’s own object stays as it was', () => {
    const message = { id: 1, method: 'tools/call', params: { name: 'echo', _meta: { progressToken: 1 } } };
    const sending = outgoing(seam, connection(), message, undefined);
    expect(sending?.message).toMatchObject({
      params: { _meta: { progressToken: 1, traceparent: expect.any(String) as string } },
    });
    expect(message.params._meta).toEqual({ progressToken: 1 });
  });
  test('has what a peer may put in place of _meta left alone', () => {
    for (const _meta of [null, 'text', 7, [1]]) {
      const message = { id: 1, method: 'tools/call', params: { name: 'echo', _meta } };
      expect(() => outgoing(seam, connection(), message, undefined)).not.toThrow();
      expect(() => requestReceived(seam, connection(), message as never, undefined)).not.toThrow();
    }
  });
});

describe('whatever the application or a peer puts into a message', () => {
  const thrower = {
    get: (): never => {
      throw new Error('theirs');
    },
    enumerable: true,
  };
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const odd: readonly (readonly [string, unknown])[] = [
    ['a getter that throws', Object.defineProperty({}, 'arguments', thrower)],
    ['a _meta that throws', Object.defineProperty({}, '_meta', thrower)],
    ['a revoked proxy', revoked()],
    ['a revoked proxy inside', { name: revoked(), arguments: revoked(), _meta: revoked() }],
    ['names that are none', { name: { toString: thrower.get }, uri: 7 }],
    ['text', 'params'],
    ['nothing', null],
  ];
  test.each(odd)('costs no failure of ours and is sent as it is: %s', (_name, params) => {
    for (const method of ['tools/call', 'resources/read', 'notifications/cancelled', 'notifications/progress']) {
      const id = method.startsWith('notifications/') ? {} : { id: 1 };
      const message = { ...id, method, params };
      expect(() => outgoing(seam, connection(), message, undefined)).not.toThrow();
      if ('id' in id)
        expect(() =>
          requestReceived(seam, connection(), { ...id, method, params } as Request, undefined),
        ).not.toThrow();
      else expect(() => notificationReceived(seam, connection(), { method, params }, undefined)).not.toThrow();
    }
  });
  test.each(odd)('nor in an answer: %s', (_name, part) => {
    for (const answer of [{ result: part }, { error: part }]) {
      const here = connection();
      outgoing(seam, here, { id: 1, method: 'tools/list' }, undefined);
      expect(() => responseReceived(seam, here, { id: 1, ...answer })).not.toThrow();
    }
  });
  test('accessors among the parameters are passed on, not called', () => {
    let calls = 0;
    const params = Object.defineProperty({ name: 'echo' }, 'arguments', { enumerable: true, get: () => (calls += 1) });
    const sending = outgoing(seam, connection(), { id: 1, method: 'tools/call', params }, undefined);
    expect(calls).toBe(0);
    expect(JSON.parse(JSON.stringify(sending?.message))).toMatchObject({ params: { name: 'echo', arguments: 1 } });
  });
  test('a span keeps to its budget: 8 KB a value, 64 KB in all', () => {
    const here = connection();
    const long = 'ü'.repeat(100_000);
    outgoing(
      seam,
      here,
      { id: long, method: 'tools/call', params: { name: long, _meta: { 'user.id': long } } },
      undefined,
    );
    responseReceived(seam, here, { id: long, error: { code: 1, message: long } });
    outgoing(seam, here, { id: 2, method: 'tools/list' }, undefined);
    const tools = Array.from({ length: 500 }, (_, index) => ({ name: `${long.slice(0, 240)}${index}` }));
    responseReceived(seam, here, { id: 2, result: { tools } });
    const spans = exporter.getFinishedSpans();
    for (const { name, attributes, status } of spans) {
      const sizes = Object.values(attributes).map((value) => attributeBytes(value ?? ''));
      expect(Math.max(...sizes, name.length, status.message?.length ?? 0)).toBeLessThanOrEqual(MAX_VALUE_BYTES);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_SPAN_BYTES);
    }
    expect(spans.at(-1)?.attributes).toMatchObject({ 'mcp_otel.tools.count': 500, 'mcp_otel.truncated': true });
  });
});

describe('a request whose id is still in use', () => {
  test('ends the one before, so that none stays open for ever', () => {
    const here = connection();
    for (const name of ['first', 'second'])
      requestReceived(seam, here, { id: 1, method: 'tools/call', params: { name } }, undefined);
    outgoing(seam, here, { id: 1, result: {} }, undefined);
    expect(exporter.getFinishedSpans().map(({ attributes }) => attributes['error.type'])).toEqual([
      'id_reused',
      undefined,
    ]);
  });
});

describe('parameters that are no plain object', () => {
  class Secretive {
    readonly secret = 1;
    toJSON(): object {
      return { shown: 2 };
    }
  }
  test.each<readonly [string, unknown]>([
    ['a list', [1, 2]],
    ['an object of a class', new Secretive()],
    ['an object with toJSON', { secret: 1, toJSON: () => ({ shown: 2 }) }],
    ['a _meta of a class', { name: 'echo', _meta: new Secretive() }],
  ])('go out as they are: %s', (_name, params) => {
    const message = { id: 1, method: 'tools/call', params };
    expect(outgoing(seam, connection(), message, undefined)?.message).toBe(message);
  });
});

describe('an answer', () => {
  test('for a call that was given up before finds nothing to end, and nothing is ended twice', () => {
    const here = connection();
    outgoing(seam, here, { id: 1, method: 'tools/call', params: { name: 'slow' } }, undefined);
    outgoing(seam, here, { method: 'notifications/cancelled', params: { requestId: 1, reason: 'stop' } }, undefined);
    expect(responseReceived(seam, here, { id: 1, result: {} })).toBeUndefined();
    expect(exporter.getFinishedSpans().map(({ attributes }) => attributes['mcp_otel.outcome'])).toEqual(['cancelled']);
  });
  test('whose number came back as text still ends its call', () => {
    const here = connection();
    outgoing(seam, here, { id: 1, method: 'ping' }, undefined);
    expect(responseReceived(seam, here, { id: '1', result: {} })).toBeDefined();
  });
});
