import { join } from 'node:path';
import { Spool } from '@mcp-otel/pipeline/spool';
import { encodeBatch, type SpanBatch, type StorableSpan } from '@mcp-otel/postgres';
import type { DatabaseSettings } from '../../packages/postgres/src/database/database-settings.ts';
import { segmentOf } from '../../packages/postgres/src/segment/batch-segment.ts';
import { LocalDeliverer } from '../../packages/postgres/src/sender/local-deliverer.ts';
import { storableSpan } from './storable-span.ts';
import { storeFixture, type StoreFixture } from './store-fixture.ts';
import type { TestDatabase } from './test-database.ts';
import { testLog } from './test-log.ts';
import { waitUntil } from './wait-until.ts';

/** A spool, and a deliverer that empties it into a database of its own. */
export interface TestDeliverer extends StoreFixture {
  /** Folder above that of the spool. */
  readonly base: string;
  readonly spool: Spool;
  /** What was said. */
  readonly lines: readonly string[];
  /** Opens the deliverer, once more where it is open. */
  open(more?: Partial<DatabaseSettings>, folders?: { readonly folder: string; readonly base: string }): LocalDeliverer;
  /** Writes a batch of these spans to the spool, changed on the way. */
  write(spans: readonly StorableSpan[], change?: (batch: SpanBatch) => SpanBatch): Promise<void>;
  stored(): Promise<{ readonly spans: number; readonly batches: number }>;
  untilStored(spans: number): Promise<void>;
}

/** @param given a database of a test's own; one in the Postgres of this run by default */
export async function testDeliverer(given?: TestDatabase): Promise<TestDeliverer> {
  const fixture = await storeFixture(given);
  const base = join(fixture.folder, 'spool');
  const spool = new Spool({ base, maxBytes: 1 << 26, sync: 'process', sealed: false });
  const { log, lines } = testLog();
  const open: LocalDeliverer[] = [];
  const stored = async (): Promise<{ readonly spans: number; readonly batches: number }> => ({
    spans: await fixture.number('SELECT count(*) FROM mcp_otel.spans'),
    batches: await fixture.number('SELECT count(*) FROM mcp_otel.batches'),
  });
  return {
    ...fixture,
    base,
    spool,
    lines,
    open(more = {}, folders = { folder: spool.folder, base }) {
      const database = { url: fixture.url, schema: 'mcp_otel', migrate: 'auto', ...more } as const;
      const deliverer = new LocalDeliverer({ database, ...folders, key: undefined, log });
      open.push(deliverer);
      return deliverer;
    },
    async write(spans, change = (batch) => batch) {
      const name = { writer: spool.writer, seq: spool.takeSeq(), spans: spans.length, security: false };
      await spool.write(name, segmentOf(change(encodeBatch(name, spans))));
    },
    stored,
    untilStored: (spans) =>
      waitUntil(`${spans} spans are stored`, async () => (await stored().catch(() => undefined))?.spans === spans),
    async [Symbol.asyncDispose]() {
      fixture.proxy.fault = 'refuse';
      fixture.proxy.cut();
      for (const deliverer of open) await deliverer.stop();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

/** So many spans, each with ids of its own. */
export function some(count: number): readonly StorableSpan[] {
  return Array.from({ length: count }, () => storableSpan());
}
