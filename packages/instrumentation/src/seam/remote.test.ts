import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createContextKey, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { liveGlobals, replaceGlobals } from '../telemetry/live-globals.ts';
import { Connection } from './connection.ts';
import { requestReceived } from './inbound.ts';
import { outgoing } from './outbound.ts';
import { responseReceived } from './responses.ts';
import type { Seam } from './seam.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${PARENT}-01`;
const connection = (): Connection => new Connection({ send: () => undefined });
let exporter: InMemorySpanExporter;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  replaceGlobals({
    version: '1.10.0',
    trace: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    propagation: new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    }),
  });
});

afterEach(() => replaceGlobals(undefined));

/** Receives and answers one request with the given `_meta`. @returns its span and the context of its handler */
function receive(meta: object, env: Readonly<Record<string, string>> = {}, extra?: object) {
  const here = connection();
  const seam = quietSeam(env);
  const request = { id: 1, method: 'tools/call', params: { name: 'echo', _meta: meta } };
  const context = requestReceived(seam, here, request, extra);
  outgoing(seam, here, { id: 1, result: {} }, undefined);
  return { span: exporter.getFinishedSpans()[0], context };
}

describe('the tenant of a call', () => {
  const rules = { MCP_OTEL_TENANT_CLAIM: 'org', MCP_OTEL_TENANT_BAGGAGE: 'tenant.id' };
  const tenantOf = (meta: object, extra: object | undefined, env: Readonly<Record<string, string>>): unknown =>
    receive(meta, env, extra).span?.attributes['mcp_otel.tenant.id'];
  const proved = { authInfo: { extra: { org: 'acme' } } };

  test('is the one that the auth of the server has proved, before what the caller says', () => {
    expect(tenantOf({ 'tenant.id': 'eve' }, proved, rules)).toBe('acme');
  });
  test('is what the caller says in its message or in baggage, where nothing is proved', () => {
    expect(tenantOf({ 'tenant.id': 'told' }, undefined, rules)).toBe('told');
  });
  test('is what the baggage of the caller says', () => {
    expect(tenantOf({ traceparent, baggage: 'tenant.id=carried' }, undefined, rules)).toBe('carried');
  });
  test('is not there where nobody has said what tells it', () => {
    expect(tenantOf({ 'tenant.id': 'told' }, proved, {})).toBeUndefined();
  });
});

describe('the trace context of a received message', () => {
  test('is the parent by default', () => {
    const { span } = receive({ traceparent });
    expect([span?.spanContext().traceId, span?.parentSpanContext?.spanId, span?.links]).toEqual([TRACE, PARENT, []]);
  });
  test('is a link of a trace of our own with MCP_OTEL_TRUST_REMOTE=link, and its baggage is nobody’s', () => {
    const { span, context } = receive({ traceparent, baggage: 'user.id=eve' }, { MCP_OTEL_TRUST_REMOTE: 'link' });
    expect(span?.spanContext().traceId).not.toBe(TRACE);
    expect(span?.links.map((link) => link.context.spanId)).toEqual([PARENT]);
    expect([propagation.getBaggage(context), span?.attributes['user.id']]).toEqual([undefined, undefined]);
  });
  test('is nothing with MCP_OTEL_TRUST_REMOTE=ignore', () => {
    const { span } = receive({ traceparent }, { MCP_OTEL_TRUST_REMOTE: 'ignore' });
    expect([span?.parentSpanContext, span?.links]).toEqual([undefined, []]);
  });
  test('that is not sampled is respected: nothing is recorded, and callees are told', () => {
    const { span, context } = receive({ traceparent: traceparent.replace(/01$/, '00') });
    expect([span, trace.getSpanContext(context)?.traceFlags]).toEqual([undefined, 0]);
  });
  test.each<readonly [string, object]>([
    ['upper case', { traceparent: traceparent.toUpperCase() }],
    ['too short', { traceparent: traceparent.slice(0, 50) }],
    ['no trace', { traceparent: `00-${'0'.repeat(32)}-${PARENT}-01` }],
    ['no span', { traceparent: `00-${TRACE}-${'0'.repeat(16)}-01` }],
    ['a forbidden version', { traceparent: `ff${traceparent.slice(2)}` }],
    ['a number', { traceparent: 7 }],
    ['an object', { traceparent: { toString: () => traceparent } }],
    ['a megabyte behind it', { traceparent: traceparent + 'x'.repeat(1_000_000) }],
  ])('is ignored when it is malformed: %s', (_name, meta) => {
    expect(receive(meta).span?.parentSpanContext).toBeUndefined();
  });
  test('is not kept beyond what the specifications ask everybody to carry', () => {
    const huge = { traceparent, tracestate: `a=${'b'.repeat(100_000)}`, baggage: ','.repeat(1_000_000) };
    const { span, context } = receive(huge);
    expect(span?.parentSpanContext?.spanId).toBe(PARENT);
    expect(trace.getSpanContext(context)?.traceState).toBeUndefined();
    expect(propagation.getBaggage(context)).toBeUndefined();
  });
});

describe('a round that is known by its state only', () => {
  const round = (id: number, requestState?: string) => ({
    id,
    method: 'tools/call',
    params: { name: 'ask', ...(requestState !== undefined && { requestState }) },
  });
  const ask = (seam: Seam, here: Connection, id: number, requestState?: string): void => {
    requestReceived(seam, here, round(id, requestState), undefined);
    const result = requestState === undefined ? { resultType: 'input_required', requestState: 'step 1' } : {};
    outgoing(seam, here, { id, result }, undefined);
  };
  const links = (): readonly number[] => exporter.getFinishedSpans().map((span) => span.links.length);

  test('is linked to the one before, once', () => {
    const [seam, here] = [quietSeam(), connection()];
    ask(seam, here, 1);
    ask(seam, here, 2, 'step 1');
    ask(seam, here, 3, 'step 1');
    expect(links()).toEqual([0, 1, 0]);
  });
  test('is linked to nobody where two callers have the same state', () => {
    const seam = quietSeam();
    ask(seam, connection(), 1);
    ask(seam, connection(), 2);
    ask(seam, connection(), 3, 'step 1');
    expect(links()).toEqual([0, 0, 0]);
  });
});

test('what else the application keeps in its context reaches its handlers', () => {
  const KEY = createContextKey('tenant');
  const manager = new AsyncLocalStorageContextManager().enable();
  replaceGlobals({ version: '1.10.0', ...liveGlobals(), context: manager });
  const { context } = manager.with(ROOT_CONTEXT.setValue(KEY, 'acme'), () => receive({ traceparent }));
  expect([context.getValue(KEY), trace.getSpanContext(context)?.traceId]).toEqual(['acme', TRACE]);
});

describe('a message that the application passes on', () => {
  test.each(['link', 'ignore'])('is no parent where received context is not: %s', (trust) => {
    const params = { name: 'echo', _meta: { traceparent } };
    const [here, seam] = [connection(), quietSeam({ MCP_OTEL_TRUST_REMOTE: trust })];
    outgoing(seam, here, { id: 1, method: 'tools/call', params }, undefined);
    responseReceived(seam, here, { id: 1, result: {} });
    expect(exporter.getFinishedSpans()[0]?.spanContext().traceId).not.toBe(TRACE);
  });

  const passOn = (meta: object): Readonly<Record<string, unknown>> => {
    const params = { name: 'echo', _meta: meta };
    const here = connection();
    const sending = outgoing(quietSeam(), here, { id: 1, method: 'tools/call', params }, undefined);
    responseReceived(quietSeam(), here, { id: 1, result: {} });
    return (sending as { message: { params: { _meta: Record<string, unknown> } } }).message.params._meta;
  };
  test('stays in the trace that it came with', () => {
    const original = { traceparent, tracestate: 'other=1', kept: true };
    const meta = passOn(original);
    const span = exporter.getFinishedSpans()[0];
    expect([span?.spanContext().traceId, span?.parentSpanContext?.spanId]).toEqual([TRACE, PARENT]);
    expect(span?.attributes['mcp_otel.parent.source']).toBe('remote');
    expect(meta).toEqual({
      traceparent: `00-${TRACE}-${span?.spanContext().spanId}-01`,
      tracestate: 'other=1',
      kept: true,
    });
    expect(original.traceparent).toBe(traceparent);
  });
  test('with a trace context that is none begins a trace, without the state of the other', () => {
    const meta = passOn({ traceparent: 'none', tracestate: 'other=1' });
    expect(Object.keys(meta)).toEqual(['traceparent']);
  });
});
