import { context, SpanKind, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { own } from '@mcp-otel/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { Connection } from '../seam/connection.ts';
import { outgoing } from '../seam/outbound.ts';
import { responseReceived } from '../seam/responses.ts';
import { replaceGlobals } from './live-globals.ts';
import { seamState, silenceNativeSpans } from './native-spans.ts';

let exporter: InMemorySpanExporter;
let provider: BasicTracerProvider;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  replaceGlobals({ version: '1.9.1', trace: provider, context: new AsyncLocalStorageContextManager().enable() });
  seamState().active = true;
});

afterEach(() => replaceGlobals(undefined));

/** Calls a tool through the seam. */
function call(tool: string, env: Readonly<Record<string, string>> = {}, isError = false): void {
  const here = new Connection({ send: () => undefined });
  const seam = quietSeam(env);
  outgoing(seam, here, { id: 1, method: 'tools/call', params: { name: tool } }, undefined);
  responseReceived(seam, here, { id: 1, result: { isError } });
}

describe('a tool call inside the span of an agent framework', () => {
  const framework = (): Tracer => provider.getTracer('framework');
  const within = (attributes: Attributes, run: () => void, kind = SpanKind.INTERNAL): Span =>
    framework().startActiveSpan('outer', { attributes, kind }, (span) => {
      run();
      span.end();
      return span;
    });
  const execute = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'echo' };

  test('adds what we know to that span, and leaves its name, status and attributes to its owner', () => {
    within({ ...execute, 'mcp.method.name': 'theirs' }, () => call('echo', {}, true));
    const [outer, ...others] = exporter.getFinishedSpans();
    expect([outer?.name, outer?.status.code, outer?.attributes['error.type'], others]).toEqual([
      'outer',
      0,
      undefined,
      [],
    ]);
    expect(outer?.attributes).toMatchObject({
      'mcp.method.name': 'theirs',
      'jsonrpc.request.id': '1',
      [own.ATTR_OUTCOME]: 'tool_error',
    });
  });
  test.each<readonly [string, Attributes, string]>([
    ['with the server’s name before the tool’s', { ...execute, 'gen_ai.tool.name': 'files__echo' }, 'echo'],
    ['of the AI SDK up to 6', { 'ai.toolCall.name': 'echo' }, 'echo'],
  ])('adds to it as well: %s', (_name, attributes, tool) => {
    within(attributes, () => call(tool));
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['outer']);
  });
  test.each<readonly [string, Attributes, Readonly<Record<string, string>>]>([
    ['another tool', { ...execute, 'gen_ai.tool.name': 'other' }, {}],
    ['a longer name by chance', { ...execute, 'gen_ai.tool.name': 'reecho' }, {}],
    ['another operation', { ...execute, 'gen_ai.operation.name': 'invoke_agent' }, {}],
    ['MCP_OTEL_ENRICH_TOOL_SPANS=false', execute, { MCP_OTEL_ENRICH_TOOL_SPANS: 'false' }],
  ])('gets a span of its own below it: %s', (_name, attributes, env) => {
    within(attributes, () => call('echo', env));
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['tools/call echo', 'outer']);
  });
  test('gets a span of its own for the second try', () => {
    within(execute, () => {
      call('echo');
      call('echo');
    });
    expect(exporter.getFinishedSpans()).toHaveLength(2);
  });
  test('gets a span of its own below a server span of the same tool, as in a proxy', () => {
    within(execute, () => call('echo'), SpanKind.SERVER);
    expect(exporter.getFinishedSpans()).toHaveLength(2);
  });
});

describe('MCP spans that a library makes itself', () => {
  const native = { kind: SpanKind.SERVER, attributes: { 'mcp.method.name': 'tools/call' } };

  test('record nothing once a seam is in place, and their children hang below ours', () => {
    silenceNativeSpans(provider);
    const tracer = provider.getTracer('native');
    provider.getTracer('@mcp-otel/instrumentation').startActiveSpan('ours', (ours) => {
      const span = tracer.startSpan('tools/call echo', native);
      context.with(trace.setSpan(context.active(), span), () => tracer.startSpan('work').end());
      span.end();
      ours.end();
    });
    const [work, ours, ...others] = exporter.getFinishedSpans();
    expect([work?.name, work?.parentSpanContext?.spanId, others]).toEqual(['work', ours?.spanContext().spanId, []]);
  });
  test.each<readonly [string, object]>([
    ['that are no MCP operation', { kind: SpanKind.CLIENT }],
    [
      'of a subscription, which is answered in front of us',
      { ...native, attributes: { 'mcp.method.name': 'subscriptions/listen' } },
    ],
    ['inside a handler', { kind: SpanKind.INTERNAL, attributes: native.attributes }],
  ])('stay, %s', (_name, options) => {
    silenceNativeSpans(provider);
    provider.getTracer('native').startSpan('theirs', options).end();
    expect(exporter.getFinishedSpans()).toHaveLength(1);
  });
  test('stay where no seam is in place, for they are all there is', () => {
    silenceNativeSpans(provider);
    seamState().active = false;
    provider.getTracer('native').startSpan('theirs', native).end();
    expect(exporter.getFinishedSpans()).toHaveLength(1);
  });
  test('stay with MCP_OTEL_NATIVE_SPANS=keep, and go without it', () => {
    call('echo', { MCP_OTEL_NATIVE_SPANS: 'keep' });
    provider.getTracer('native').startSpan('theirs', native).end();
    call('echo');
    provider.getTracer('native').startSpan('theirs', native).end();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual([
      'tools/call echo',
      'theirs',
      'tools/call echo',
    ]);
  });
});
