// Measures what calls of models cost, against the same calls without us, and writes the page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { here, hook, interleave, median, node, table, writePage } from './measure.mjs';

const kinds = {
  small: 'one of half a kilobyte',
  'large answer': 'one with an answer of 200 KB',
  'large request': 'one with a prompt of 200 KB, its digests included',
  stream: 'one streamed in 200 pieces',
};
/** Spans are made and go nowhere: sending is measured elsewhere. */
const quiet = {
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  MCP_OTEL_HASH_KEY: 'bench',
};

export async function benchModels() {
  const server = spawn(process.execPath, [here('model-server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(server.stdout, 'data');
  const cpu = (kind, flags) => Number(node([...flags, here('model-calls.mjs'), String(port), kind], quiet).stdout);
  const measured = interleave({
    ...Object.fromEntries(Object.keys(kinds).map((kind) => [`none ${kind}`, () => cpu(kind, [])])),
    ...Object.fromEntries(Object.keys(kinds).map((kind) => [`hook ${kind}`, () => cpu(kind, hook)])),
    estimator: () => Number(node([here('estimator.mjs')]).stdout),
  });
  server.stdin.end();
  const rows = Object.entries(kinds).map(([kind, what]) => {
    const [none, hooked] = [median(measured[`none ${kind}`]), median(measured[`hook ${kind}`])];
    return [what, `${none.toFixed(0)} us`, `${hooked.toFixed(0)} us`, `${(hooked / none).toFixed(2)} x`];
  });
  const perPiece =
    (median(measured['hook stream']) -
      median(measured['none stream']) -
      (median(measured['hook small']) - median(measured['none small']))) /
    200;
  writePage('packages/instrumentation/docs/model-cost.md', [
    '# What calls of models cost',
    '',
    'CPU of a call over `fetch` from a server beside it, which answers at once; a model takes a second.',
    '',
    ...table(['a call', 'without', 'with', 'ratio'], rows),
    '',
    `A piece of a streamed answer costs ${perPiece.toFixed(1)} us. The token estimator reads ${median(measured.estimator).toFixed(0)} MB/s of source code.`,
    'Digests are made while the model thinks, the list of prices (30 ms, 18 MB) is loaded with the first call whose provider has prices.',
  ]);
}
