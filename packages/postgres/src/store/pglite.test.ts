import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Spool } from '@mcp-otel/pipeline/spool';
import { expect, test } from 'vitest';
import { storableSpan } from '../../../../test/support/storable-span.ts';
import { some } from '../../../../test/support/test-deliverer.ts';
import { testLog } from '../../../../test/support/test-log.ts';
import { encodeBatch } from '../batch/batch-encoder.ts';
import { segmentOf } from '../segment/batch-segment.ts';
import { LocalDeliverer } from '../sender/local-deliverer.ts';

test('PGlite, which stops at a COPY, gets its rows by INSERT: each once, and the bad ones in quarantine', async () => {
  const engine = await PGlite.create();
  const server = new PGLiteSocketServer({ db: engine, port: 0, host: '127.0.0.1' });
  await server.start();
  const base = mkdtempSync(join(tmpdir(), 'mcp-otel-pglite-'));
  const spool = new Spool({ base, maxBytes: 1 << 26, sync: 'process', sealed: false });
  const write = async (spans: readonly ReturnType<typeof storableSpan>[], seq = spool.takeSeq()): Promise<void> => {
    const name = { writer: spool.writer, seq, spans: spans.length, security: false };
    await spool.write(name, segmentOf(encodeBatch(name, spans)));
  };
  await write(some(300));
  await write([...some(2), storableSpan({ start: [Date.UTC(2_500, 0) / 1_000, 0] })]);
  const { log, lines } = testLog();
  const url = `postgres://postgres:postgres@${server.getServerConn()}/postgres`;
  const database = { url, schema: 'mcp_otel', migrate: 'auto' } as const;
  const deliverer = new LocalDeliverer({ database, folder: spool.folder, base, key: undefined, log });
  await deliverer.flush();
  await write(some(5), 1n); // A number that is stored already brings nothing.
  await deliverer.flush();
  await deliverer.stop();
  await server.stop();
  const { rows } = await engine.query(
    `SELECT (SELECT count(*)::int4 FROM mcp_otel.spans) AS spans, (SELECT count(*)::int4 FROM mcp_otel.quarantine) AS refused,
       (SELECT sum(tool_ok)::int4 FROM mcp_otel.session_hours) AS calls`,
  );
  expect(rows).toEqual([{ spans: 302, refused: 1, calls: 303 }]);
  expect(lines).toEqual([expect.stringContaining('in its quarantine')]);
  await engine.close();
  rmSync(base, { recursive: true, force: true });
});
