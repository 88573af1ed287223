// One process of the benchmark of redaction and dialects; tells what it measured as JSON.
import { readFileSync } from 'node:fs';
import { createRedactor, normalizeSpan, Preparation } from '@mcp-otel/core';
import { hostile, mixedJson } from '../support/redaction-corpus/index.mjs';

const MB = 1 << 20;
const redactor = createRedactor({ key: () => 'key of the benchmark' });
const small = '{"path":"/srv/data/report.csv","query":"select * from orders where id = 42","limit":100}';
const mixed = mixedJson({ seed: 1, bytes: MB });
const [quarter, whole] = [hostile({ bytes: MB / 4 }), hostile({ bytes: MB })];
const recorded = JSON.parse(readFileSync(new URL('../dialects/recorded/openinference-openai.json', import.meta.url)));
const foreign = recorded[1];
const ours = {
  'mcp.method.name': 'tools/call',
  'gen_ai.tool.name': 'get_weather',
  'gen_ai.operation.name': 'execute_tool',
  'jsonrpc.request.id': '7',
  'mcp.protocol.version': '2025-11-25',
  'network.transport': 'tcp',
  'network.protocol.name': 'http',
  'server.address': 'localhost',
  'server.port': 8080,
  'mcp_otel.session.id': '191c4850-3c11-4c0e-9d3c-111111111111',
  'mcp_otel.session.source': 'process',
  'mcp_otel.parent.source': 'context',
  'mcp_otel.outcome': 'ok',
  'mcp_otel.payload.bytes.out': 17,
  'mcp_otel.payload.bytes.in': 64,
};
const preparation = new Preparation({ capture: () => new Set(), redactor });

redactor.text(mixed);
for (const { text } of quarter) redactor.text(text);
const mixedMs = best(5, () => redactor.text(mixed));
const parseMs = best(5, () => mixed.split('\n').forEach(parse));

process.stdout.write(
  JSON.stringify({
    mixedMs,
    parseMs,
    mixedMbs: mixed.length / MB / (mixedMs / 1000),
    smallUs: perCallUs(() => redactor.text(small)),
    unknownUs: perCallUs(() => normalizeSpan({ name: 'tools/call', scope: 'x', attributes: ours })),
    foreignUs: perCallUs(() =>
      normalizeSpan({ name: foreign.name, scope: 'x', attributes: { ...foreign.attributes } }),
    ),
    preparedUs: perCallUs(() => preparation.prepare(spanOf({ ...ours }))),
    hostile: Object.fromEntries(whole.map(({ name, text }, index) => [name, growth(quarter[index].text, text)])),
  }),
);

/** Milliseconds per MB of the large text, and the power of its length that the time grows with. */
function growth(less, more) {
  const small_ = best(3, () => redactor.text(less));
  const large = best(3, () => redactor.text(more));
  const bytes = Buffer.byteLength(more);
  return { ms: (large / bytes) * MB, exponent: Math.log(large / small_) / Math.log(bytes / Buffer.byteLength(less)) };
}

function best(times, run) {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now();
    run();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

function perCallUs(run) {
  const calls = 20_000;
  for (let call = 0; call < calls; call += 1) run();
  return (
    (best(3, () => {
      for (let call = 0; call < calls; call += 1) run();
    }) *
      1000) /
    calls
  );
}

function parse(line) {
  try {
    return JSON.parse(line.replace(/^\[|,$|\]$/g, ''));
  } catch {
    return undefined;
  }
}

function spanOf(attributes) {
  return {
    name: 'tools/call get_weather',
    scope: { name: 'x' },
    attributes,
    events: [],
    links: [],
    status: { code: 0 },
  };
}
