// One process of the call benchmark: a client and a server in memory, so that its CPU time is that of both sides.
// Mode `none` is the SDK alone, `floor` the least a hand-written instrumentation does, `hook` the preload with the very
// same providers, registered by the application: none of them exports anything.
import { context, metrics, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const [mode, bytes, warmUp, calls] = [process.argv[2], ...process.argv.slice(3).map(Number)];
if (mode !== 'none') register();
const floor = mode === 'floor' ? instruments() : undefined;

const server = new Server({ name: 'bench', version: '1.0.0' }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, floor ? floor.serve : echo);
const client = new Client({ name: 'bench', version: '1.0.0' });
const [near, far] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(far), client.connect(near)]);
const params = { name: 'echo', arguments: { text: 'x'.repeat(bytes) } };
const call = floor ? floor.call : () => client.callTool(params);

await repeat(warmUp);
const before = process.cpuUsage();
await repeat(calls);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / calls));

async function repeat(times) {
  for (let index = 0; index < times; index += 1) await call();
}

async function echo({
  params: {
    arguments: { text },
  },
}) {
  return { content: [{ type: 'text', text }] };
}

function register() {
  const discard = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => undefined };
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(discard)] }));
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
}

/** Two spans of eight attributes, inject and extract, two contexts, two histograms. */
function instruments() {
  const tracer = trace.getTracer('floor');
  const meter = metrics.getMeter('floor');
  const duration = {
    client: meter.createHistogram('client', { unit: 's' }),
    server: meter.createHistogram('server', { unit: 's' }),
  };
  const labels = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'echo', 'mcp.protocol.version': '2025-11-25' };
  const attributes = {
    ...labels,
    'jsonrpc.request.id': '1',
    'gen_ai.operation.name': 'execute_tool',
    a: 'b',
    c: 'd',
    n: 1,
  };
  const timed = async (side, kind, parent, run) => {
    const started = performance.now();
    const span = tracer.startSpan('tools/call echo', { kind, attributes }, parent);
    const result = await context.with(trace.setSpan(parent, span), () => run(trace.setSpan(parent, span)));
    span.end();
    duration[side].record((performance.now() - started) / 1000, labels);
    return result;
  };
  return {
    call: () =>
      timed('client', SpanKind.CLIENT, context.active(), (active) => {
        const carrier = {};
        propagation.inject(active, carrier);
        return client.callTool({ ...params, _meta: carrier });
      }),
    serve: (request) =>
      timed('server', SpanKind.SERVER, propagation.extract(ROOT_CONTEXT, request.params._meta), () => echo(request)),
  };
}
