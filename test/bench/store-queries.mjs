// How long questions take that auditors and dashboards ask, on more and more spans, as JSON on stdout.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startCluster, stopCluster, withClient } from '@mcp-otel/postgres';
import { rounds } from './measure.mjs';

const SPANS = Number(process.env.BENCH_SPANS ?? 1_000_000);
const DAYS = 8;
const CHUNK = 250_000;
/** Calls of a session, and sessions at a time, so that those of one session lie side by side as they do in life. */
const PER_SESSION = 60;

const started = `date_trunc('day', now()) - interval '${DAYS} days' + n * interval '${DAYS} days' / ${SPANS}.0`;
const idOf = (digits) => `decode(substr(md5(n::text) || md5('x' || n), 1, ${digits}), 'hex')`;

const folder = mkdtempSync(join(tmpdir(), 'mcp-otel-bench-'));
chmodSync(folder, 0o755);
try {
  const { url } = await startCluster(join(folder, 'postgres'));
  console.log(JSON.stringify(await withClient(url, measured)));
} finally {
  await stopCluster(join(folder, 'postgres'));
  rmSync(folder, { recursive: true });
}

async function measured(client) {
  await client.query('ALTER SYSTEM SET fsync = off; ').catch(() => undefined);
  await client.query("ALTER SYSTEM SET max_wal_size = '4GB'");
  await client.query('SELECT pg_reload_conf()');
  await migrate(client, 'mcp_otel');
  await client.query('SET search_path TO mcp_otel; SET synchronous_commit = off');
  await client.query(`SELECT ensure_partitions(date_trunc('day', now()) - interval '${DAYS} days', now())`);
  const results = [];
  for (let spans = SPANS / 8; spans <= SPANS; spans *= 2) {
    await fill(client, results.at(-1)?.spans ?? 0, spans);
    results.push({ spans, ms: await times(client, spans) });
  }
  return results;
}

/** Spans as ours are, spread over the days before today; the later ones lie later. */
async function fill(client, from, to) {
  for (let first = from; first < to; first += CHUNK) await client.query(insert(first, Math.min(first + CHUNK, to)));
  await client.query(sessionHours(from, to));
  await client.query('VACUUM (ANALYZE) spans, session_hours');
  await client.query('CHECKPOINT');
}

function insert(first, end) {
  return `INSERT INTO spans (trace_id, span_id, start_time, start_ns, duration_ns, name, kind, status, service, resource_id, call,
    session_id, user_id, tool, model, outcome, input_tokens, output_tokens, cost_nano_usd, is_shadow, writer, seq, attributes)
  SELECT ${idOf(32)}, ${idOf(16)}, ${started}, 0, 1000000 + (n * 7919) % 90000000, 'call', 3, 0, 'agent-' || n % 5, n % 5,
    CASE WHEN n % 3 = 0 THEN 'model' ELSE 'tool' END, 'session-' || n / ${PER_SESSION}, 'user-' || n % 500,
    CASE WHEN n % 3 <> 0 THEN 'tool-' || n % 40 END, CASE WHEN n % 3 = 0 THEN 'gpt-5-mini' END,
    CASE WHEN n % 50 = 0 THEN 'tool_error' ELSE 'ok' END, CASE WHEN n % 3 = 0 THEN 1000 + n % 30000 END,
    CASE WHEN n % 3 = 0 THEN 20 + n % 900 END, CASE WHEN n % 3 = 0 THEN 410000 END, false, 1, 1,
    jsonb_build_object('mcp_otel.session.id', 'session-' || n / ${PER_SESSION}, 'user.id', 'user-' || n % 500,
      'mcp_otel.outcome', 'ok', 'server.address', 'mcp.example.com', 'hash', md5('h' || n) || md5('i' || n))
  FROM generate_series(${first}::int8, ${end - 1}::int8) AS n`;
}

function sessionHours(from, to) {
  return `INSERT INTO session_hours
  SELECT date_trunc('hour', start), session, 'client', count(*) FILTER (WHERE n % 3 <> 0 AND n % 50 <> 0),
    count(*) FILTER (WHERE n % 3 <> 0 AND n % 50 = 0), 0, count(*) FILTER (WHERE n % 3 = 0), 0,
    sum(1000 + n % 30000) FILTER (WHERE n % 3 = 0), sum(20 + n % 900) FILTER (WHERE n % 3 = 0),
    410000 * count(*) FILTER (WHERE n % 3 = 0), 0
  FROM (SELECT n, ${started} AS start, 'session-' || n / ${PER_SESSION} AS session FROM generate_series(${from}::int8, ${to - 1}::int8) AS n) AS s
  GROUP BY 1, 2 ON CONFLICT DO NOTHING`;
}

/** Milliseconds of each question, by its name; each time for another trace, session, day. */
async function times(client, spans) {
  const at = (round) => Math.floor((spans / (rounds + 1)) * (round + 1));
  const questions = {
    trace: (n) => [
      `SELECT * FROM spans WHERE trace_id = decode(substr(md5($1::text) || md5('x' || $1::text), 1, 32), 'hex')`,
      [String(n)],
    ],
    session: (n) => [
      'SELECT * FROM spans WHERE session_id = $1 ORDER BY start_time',
      [`session-${Math.floor(n / PER_SESSION)}`],
    ],
    'day report': (n) => [
      `SELECT sum(tool_ok) AS ok, sum(tool_failed) AS failed, sum(model_calls) AS model_calls, sum(cost_nano_usd) / 1e9 AS usd,
         count(DISTINCT session_id) AS sessions
       FROM session_hours WHERE hour >= date_trunc('day', ${dayOf(n)}) AND hour < date_trunc('day', ${dayOf(n)}) + interval '1 day'`,
      [],
    ],
    'p95 by tool in a day': (n) => [
      `SELECT tool, percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ns) AS p95 FROM spans
       WHERE tool IS NOT NULL AND start_time >= date_trunc('day', ${dayOf(n)}) AND start_time < date_trunc('day', ${dayOf(n)}) + interval '1 day'
       GROUP BY tool`,
      [],
    ],
    'p95 by tool in an hour': (n) => [
      `SELECT tool, percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ns) AS p95 FROM spans
       WHERE tool IS NOT NULL AND start_time >= date_trunc('hour', ${dayOf(n)}) AND start_time < date_trunc('hour', ${dayOf(n)}) + interval '1 hour'
       GROUP BY tool`,
      [],
    ],
  };
  const results = Object.fromEntries(Object.keys(questions).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, question] of Object.entries(questions)) {
      const [text, values] = question(at(round));
      const before = performance.now();
      const { rows } = await client.query(text, values);
      results[name].push(performance.now() - before);
      if (rows.length === 0) throw new Error(`${name} has found nothing`);
    }
  }
  return results;
}

function dayOf(n) {
  return started.replaceAll('n *', `${n} *`);
}
