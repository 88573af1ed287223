// CPU per span of three ways into the same table with the same indexes, in rounds one after the other, as JSON on stdout.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBatch, migrate, startCluster, stopCluster, storeBatch, withClient } from '@mcp-otel/postgres';
import { Spool, SpoolReader } from '@mcp-otel/pipeline/spool';
import { batchOf, segmentOf } from '../../packages/postgres/dist/segment/batch-segment.js';
import { rounds } from './measure.mjs';

const BATCHES = 40;
const BATCH_SPANS = 512;
/** Spans that are inserted one by one: as many would take too long. */
const SINGLE_SPANS = 2_048;
const HEAD = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = Buffer.from([0xff, 0xff]);
const TICK_US = 10_000;
const resource = { 'service.name': 'agent', 'service.instance.id': 'bench' };

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
  await migrate(client, 'mcp_otel');
  await client.query("SET search_path TO mcp_otel; SELECT ensure_partitions(now() - interval '1 day', now())");
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const cpu = cpuOf(rows[0].pid);
  const batches = Array.from({ length: BATCHES }, (_, index) => spansOf(index));
  const file = join(folder, 'rows.bin');
  const encoded = batches.map((spans) => encodeBatch({ writer: 1n, seq: 0n }, spans).rows.bytes);
  writeFileSync(file, Buffer.concat([HEAD, ...encoded, END]), { mode: 0o644 });
  let seq = 0n;
  const settings = { base: join(folder, 'spool'), maxBytes: 1 << 30, sync: 'process', sealed: false };
  const spool = new Spool(settings);
  const spooled = async (use) => {
    const reader = new SpoolReader(spool.folder, undefined, () => undefined);
    for (const spans of batches) {
      const name = { writer: spool.writer, seq: spool.takeSeq(), spans: BATCH_SPANS, security: false };
      await spool.write(name, segmentOf(encodeBatch(name, spans)));
      const segment = await reader.next();
      await use(batchOf(segment.content));
      reader.done(segment);
    }
    return BATCHES * BATCH_SPANS;
  };
  const ways = {
    spooled: () => spooled((batch) => storeBatch(client, 'mcp_otel', batch)),
    'on disk': () => spooled(async () => undefined),
    stored: async () => {
      for (const spans of batches)
        await storeBatch(client, 'mcp_otel', encodeBatch({ writer: 1n, seq: (seq += 1n) }, spans));
      return BATCHES * BATCH_SPANS;
    },
    encoded: async () => {
      for (const spans of batches) encodeBatch({ writer: 1n, seq: 0n }, spans);
      return BATCHES * BATCH_SPANS;
    },
    copied: async () => {
      await client.query(`COPY spans FROM '${file}' (FORMAT binary)`);
      return BATCHES * BATCH_SPANS;
    },
    inserted: async () => {
      for (const span of batches.flat().slice(0, SINGLE_SPANS)) await client.query(insert(span));
      return SINGLE_SPANS;
    },
  };
  const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(ways)) {
      await client.query('TRUNCATE spans, session_hours, dirty_hours; CHECKPOINT');
      const before = cpu();
      const spans = await run();
      const after = cpu();
      results[name].push({ node: (after.node - before.node) / spans, server: (after.server - before.server) / spans });
    }
  }
  return results;
}

/** CPU of this process and of its backend, in microseconds. */
function cpuOf(pid) {
  return () => {
    const { user, system } = process.cpuUsage();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { node: user + system, server: (Number(fields[11]) + Number(fields[12])) * TICK_US };
  };
}

/** Tool and model calls as our own spans have them: some 25 attributes on a model call, 15 on a tool call. */
function spansOf(batch) {
  const seconds = Math.floor(Date.now() / 1_000) - 3_600;
  return Array.from({ length: BATCH_SPANS }, (_, index) => {
    const number = batch * BATCH_SPANS + index;
    return {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      parentSpanId: randomBytes(8).toString('hex'),
      name: number % 3 === 0 ? 'chat gpt-5-mini' : `tools/call tool-${number % 40}`,
      kind: 3,
      start: [seconds + Math.floor(number / 100), (number * 7_919) % 1e9],
      durationNs: 1_000_000 + ((number * 7_919) % 90_000_000),
      status: { code: 0, message: '' },
      attributes: number % 3 === 0 ? modelAttributes(number) : toolAttributes(number),
      events: [],
      links: [],
      resource,
      scope: '@mcp-otel/instrumentation',
    };
  });
}

function common(number) {
  return {
    'mcp_otel.session.id': `session-${Math.floor(number / 60)}`,
    'mcp_otel.session.source': 'conversation',
    'mcp_otel.outcome': number % 50 === 0 ? 'tool_error' : 'ok',
    'mcp_otel.identity.source': 'verified',
    'mcp_otel.parent.source': 'context',
    'user.id': `user-${number % 500}`,
    'server.address': 'mcp.example.com',
    'server.port': 443,
    'mcp_otel.payload.bytes.in': 1_000 + (number % 900),
    'mcp_otel.payload.bytes.out': 200 + (number % 90),
  };
}

function toolAttributes(number) {
  return {
    ...common(number),
    'mcp.method.name': 'tools/call',
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': `tool-${number % 40}`,
    'jsonrpc.request.id': String(number),
    'mcp.protocol.version': '2025-11-25',
    'network.transport': 'tcp',
    'mcp_otel.tool.arguments_hash': randomBytes(32).toString('hex'),
  };
}

function modelAttributes(number) {
  return {
    ...common(number),
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    'gen_ai.response.model': 'gpt-5-mini-2025-08-07',
    'gen_ai.response.id': randomBytes(12).toString('hex'),
    'gen_ai.usage.input_tokens': 1_000 + (number % 30_000),
    'gen_ai.usage.output_tokens': 20 + (number % 900),
    'mcp_otel.tokens.total': 1_020 + (number % 30_900),
    'mcp_otel.tokens.source': 'usage',
    'mcp_otel.cost.usd': 0.000_41,
    'mcp_otel.prompt.hash': randomBytes(32).toString('hex'),
    'mcp_otel.prompt.normalized_hash': randomBytes(32).toString('hex'),
    'mcp_otel.prompt.size_chars': 4_000 + (number % 9_000),
  };
}

/** One awaited INSERT per span, prepared, as exporters of the simple kind do; with fewer columns than ours. */
function insert({ traceId, spanId, name, kind, start, durationNs, attributes }) {
  return {
    name: 'insert-span',
    text: `INSERT INTO spans (trace_id, span_id, start_time, start_ns, duration_ns, name, kind, status, service, resource_id,
      session_id, user_id, tool, model, outcome, input_tokens, output_tokens, is_shadow, writer, seq, attributes)
      VALUES ($1, $2, $3, 0, $4, $5, $6, 0, 'agent', 1, $7, $8, $9, $10, $11, $12, $13, false, 1, 1, $14)`,
    values: [
      Buffer.from(traceId, 'hex'),
      Buffer.from(spanId, 'hex'),
      new Date(start[0] * 1_000),
      durationNs,
      name,
      kind,
      attributes['mcp_otel.session.id'],
      attributes['user.id'],
      attributes['gen_ai.tool.name'],
      attributes['gen_ai.response.model'],
      attributes['mcp_otel.outcome'],
      attributes['gen_ai.usage.input_tokens'],
      attributes['gen_ai.usage.output_tokens'],
      JSON.stringify(attributes),
    ],
  };
}
