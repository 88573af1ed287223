import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownCluster } from '../support/own-cluster.ts';
import { seededRandom } from '../support/random.ts';
import { storeFixture, type StoreFixture } from '../support/store-fixture.ts';
import { startStoreWriter, type StoreWriter } from '../support/store-writer.ts';
import { storedBooks } from '../support/stored-books.ts';

/** How often a thing is done. */
export interface FaultSizes {
  /** Times that a writer is killed. */
  readonly kills: number;
  /** Times that the server ends without a word, and comes back. */
  readonly restarts: number;
  /** Times that connections are cut. */
  readonly cuts: number;
}

const nothingAmiss = { lost: 0, duplicates: 0, residual: 0 };
const SEED = 20_261_201;

/** That no span is lost and none is stored twice, whatever dies in between. */
export function storeFaultsSuite({ kills, restarts, cuts }: FaultSizes): void {
  const envOf = (it: StoreFixture): Readonly<Record<string, string>> => ({
    MCP_OTEL_POSTGRES_URL: it.url,
    MCP_OTEL_SPOOL_DIR: join(it.folder, 'spool'),
  });
  const random = seededRandom(SEED);
  const pause = (mostMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, random() * mostMs));

  /** Ends a last writer, which sends what is left, and compares. */
  const expectAllStored = async (it: StoreFixture, writers: readonly StoreWriter[]): Promise<void> => {
    const last = startStoreWriter(envOf(it));
    await last.begun;
    expect(await last.end()).toMatchObject({ residual: 0 });
    expect(await storedBooks(it, [...writers, last])).toEqual(nothingAmiss);
  };

  describe('nothing is lost and nothing is stored twice', () => {
    test(`where the writer is killed ${kills} times`, { timeout: 60_000 + 3_000 * kills }, async () => {
      await using it = await storeFixture();
      const writers: StoreWriter[] = [];
      for (let killed = 0; killed < kills; killed += 1) {
        const writer = startStoreWriter(envOf(it));
        writers.push(writer);
        await writer.begun;
        await pause(300);
        await writer.kill();
      }
      await expectAllStored(it, writers);
      expect(await it.number('SELECT count(*) FROM mcp_otel.writers')).toBe(1);
    });

    test(`where the server ends without a word ${restarts} times`, { timeout: 60_000 + 6_000 * restarts }, async () => {
      await using cluster = await ownCluster();
      await using it = await storeFixture({ url: cluster.url, [Symbol.asyncDispose]: async () => undefined });
      it.client.on('error', () => undefined); // It goes with the server.
      const writer = startStoreWriter(envOf(it), { pauseMs: 5 });
      await writer.begun;
      for (let restarted = 0; restarted < restarts; restarted += 1) {
        await pause(500);
        it.proxy.target = await cluster.restart();
      }
      expect(await writer.end()).toMatchObject({ residual: 0 });
      await using after = await storeFixture({
        url: cluster.url.replace(/:\d+\//, `:${it.proxy.target}/`),
        [Symbol.asyncDispose]: async () => undefined,
      });
      await expectAllStored({ ...it, client: after.client, number: after.number }, [writer]);
    });

    test(`where connections are cut ${cuts} times`, { timeout: 60_000 + 2_000 * cuts }, async () => {
      await using it = await storeFixture();
      const writer = startStoreWriter(envOf(it), { pauseMs: 3 });
      await writer.begun;
      for (let cut = 0; cut < cuts; cut += 1) {
        it.proxy.cutAfter(Math.floor(random() * 60_000), random() < 0.5 ? 'before' : 'after');
        await pause(600);
      }
      expect(it.proxy.connections).toBeGreaterThan(1);
      expect(await writer.end()).toMatchObject({ residual: 0 });
      await expectAllStored(it, [writer]);
    });

    test('where two programs write at a time, and one of them is killed', { timeout: 60_000 }, async () => {
      await using it = await storeFixture();
      const writers = [startStoreWriter(envOf(it)), startStoreWriter(envOf(it))] as const;
      await Promise.all(writers.map(({ begun }) => begun));
      await pause(300);
      await writers[0].kill();
      const third = startStoreWriter(envOf(it));
      await third.begun;
      for (const writer of [writers[1], third]) expect(await writer.end()).toMatchObject({ residual: 0 });
      await expectAllStored(it, [...writers, third]);
      expect(await it.number('SELECT count(*) FROM mcp_otel.writers')).toBe(2);
    });

    test(
      'where the disk takes no more than small files, and what is in memory is said',
      { timeout: 60_000 },
      async () => {
        await using it = await storeFixture();
        const writer = startStoreWriter(envOf(it), { fileLimit: 4 });
        await writer.begun;
        await pause(600);
        expect(await writer.end()).toMatchObject({ residual: 0 });
        expect(writer.stderr()).toContain(
          'spans cannot be kept on disk (EFBIG): they are in memory until they are stored',
        );
        await expectAllStored(it, [writer]);
      },
    );
  });
}
