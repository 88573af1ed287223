// One process of the scrape benchmark: collects and serialises so many series again and again, and tells the CPU
// milliseconds of one scrape and its bytes.
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { expositionOf } from '../../packages/pipeline/dist/prometheus/exposition.js';

const [name, series, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const LINES_OF_A_HISTOGRAM = 17;

class Reader extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

const reader = new Reader({ cardinalitySelector: () => 10_000 });
const meter = new MeterProvider({ readers: [reader] }).getMeter('bench', '1.0.0');
const bounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const calls = meter.createCounter('calls', { unit: '{call}' });
const durations = meter.createHistogram('durations', { unit: 's', advice: { explicitBucketBoundaries: bounds } });
const labels = (tool) => ({
  'mcp.method.name': 'tools/call',
  'gen_ai.tool.name': `tool ${tool}`,
  'mcp_otel.side': 'client',
});
const counters = Math.floor(series * 0.2);
for (let tool = 0; tool < counters; tool += 1) calls.add(1, labels(tool));
for (let tool = 0; tool < (series - counters) / LINES_OF_A_HISTOGRAM - 1; tool += 1)
  durations.record(0.3, labels(tool));

const own = new PrometheusSerializer(undefined, false, undefined, false, true);
const plain = new PrometheusSerializer();
const scrapes = {
  own: (collected) => own.serialize(expositionOf(collected).metrics),
  plain: (collected) => plain.serialize(collected),
};

const scrape = async () => scrapes[name]((await reader.collect()).resourceMetrics);
for (let round = 0; round < rounds; round += 1) await scrape();
const before = process.cpuUsage();
let bytes = 0;
for (let round = 0; round < rounds; round += 1) bytes = Buffer.byteLength(await scrape());
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ ms: (user + system) / 1000 / rounds, bytes }));
