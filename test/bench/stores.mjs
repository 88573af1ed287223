// What it costs to store spans in Postgres, beside the least and the most that is usual.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startCluster, stopCluster } from '@mcp-otel/postgres';
import { here, hook, interleave, median, node, table, writePage } from './measure.mjs';

export async function benchStores() {
  const results = JSON.parse(node([here('store.mjs')]).stdout);
  const lane = await callsWithLane();
  const added = median(lane.stored) - median(lane.hook);
  const us = (name, part) => median(results[name].map((each) => each[part]));
  const all = (name) => median(results[name].map((each) => each.node + each.server));
  const row = (title, name) => [
    title,
    `${us(name, 'node').toFixed(1)} us`,
    `${us(name, 'server').toFixed(1)} us`,
    `${all(name).toFixed(1)} us`,
    `${(all('copied') / all(name)).toFixed(2)} x`,
  ];
  writePage('packages/postgres/docs/store-cost.md', [
    '# What it costs to store a span',
    '',
    'CPU per span, of Node and of the server process, into the same empty table with the same indexes: batches of 512 spans with 17 to 23 attributes,',
    'one connection on loopback. The yardstick is a `COPY` of the same rows that the server reads from a file itself.',
    '',
    ...table(
      ['way', 'Node', 'server', 'both', 'speed by CPU'],
      [
        row('`COPY` from a file, by the server alone', 'copied'),
        row('`encodeBatch` and `storeBatch`: exactly once, with sums', 'stored'),
        row('the same by way of the spool, as the hook does', 'spooled'),
        row('`encodeBatch` alone', 'encoded'),
        row('`encodeBatch`, written to the spool and read again', 'on disk'),
        row('one prepared `INSERT` per span, with fewer columns', 'inserted'),
      ],
    ),
    '',
    `In an application the lane adds ${added.toFixed(0)} us of CPU to a \`tools/call\` of two spans, in both threads together: ${median(lane.stored).toFixed(0)} us against ${median(lane.hook).toFixed(0)} us for the`,
    'SDK and the hook.',
    '',
    `Stored in batches a span takes 1/${Math.round(all('inserted') / all('stored'))} of the CPU that an \`INSERT\` of its own takes.`,
  ]);
  benchQueries();
}

/** CPU of a call with the hook, and with the audit lane as well. */
async function callsWithLane() {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-otel-bench-'));
  chmodSync(folder, 0o755);
  const { url } = await startCluster(join(folder, 'postgres'));
  const env = { MCP_OTEL_POSTGRES_URL: url, MCP_OTEL_SPOOL_DIR: join(folder, 'spool') };
  const perCall = (more) => Number(node([...hook, here('calls.mjs'), 'hook', '16', '2000', '4000'], more).stdout);
  const results = interleave({ hook: () => perCall({}), stored: () => perCall(env) });
  await stopCluster(join(folder, 'postgres'));
  rmSync(folder, { recursive: true });
  return results;
}

function benchQueries() {
  const results = JSON.parse(node([here('store-queries.mjs')]).stdout);
  const names = Object.keys(results[0].ms);
  const budgets = { trace: '< 10 ms', 'day report': '< 50 ms', 'p95 by tool in a day': '< 500 ms' };
  const first = results[0];
  const last = results.at(-1);
  writePage('packages/postgres/docs/query-cost.md', [
    '# How long questions take',
    '',
    `Milliseconds on more and more spans, up to ${last.spans / 1e6} million of eight days (\`BENCH_SPANS\`), with all indexes, in memory, one connection on loopback;`,
    'each time another trace, session or day is asked for. The day report adds up the hourly sums; percentiles are computed from the spans.',
    '',
    ...table(
      ['question', ...results.map(({ spans }) => `${spans / 1e6} M`), 'growth', 'budget'],
      names.map((name) => [
        name,
        ...results.map(({ ms }) => median(ms[name]).toFixed(1)),
        `${(median(last.ms[name]) / median(first.ms[name])).toFixed(1)} x`,
        budgets[name] ?? '',
      ]),
    ),
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await benchStores();
