import { Variables } from '@mcp-otel/core';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceGlobals } from '../telemetry/live-globals.ts';
import { Telemetry } from '../telemetry/telemetry.ts';
import { createBreaker } from './breaker.ts';
import { Connection } from './connection.ts';
import { requestReceived } from './inbound.ts';
import { outgoing } from './outbound.ts';
import { responseReceived } from './responses.ts';
import type { Seam } from './seam.ts';
import { seamSettings } from './settings.ts';

let exporter: InMemorySpanExporter;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  const trace = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  replaceGlobals({ version: '1.10.0', trace, propagation: new W3CTraceContextPropagator() });
});

afterEach(() => replaceGlobals(undefined));

const seam: Seam = {
  settings: seamSettings(new Variables({}, () => undefined)),
  telemetry: new Telemetry({ allowedBaggage: [] }),
  breaker: createBreaker(
    () => undefined,
    () => 0,
  ),
  debug: () => undefined,
  processId: 'p',
  preload: undefined,
  now: () => 0,
};
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
