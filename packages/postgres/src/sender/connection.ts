import type { Episode } from '@mcp-otel/pipeline/spool';
import { escapeIdentifier, type Client } from 'pg';
import type { SpanBatch } from '../batch/batch-encoder.ts';
import { connect } from '../database/connect.ts';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { insertPath } from '../store/insert-path.ts';
import type { RowPath } from '../store/row-path.ts';
import { storeBatch, type StoredBatch } from '../store/store-batch.ts';
import { prepare } from './prepare.ts';
import { troubleOf } from './trouble.ts';

/** Longest time for one batch. After it the connection is given up, and the batch is sent again by another one. */
const BATCH_MS = 60_000;
/** How often a writer asks whether the schema has to be looked after. */
const UPKEEP_MS = 60_000;

/** A connection that is opened when it is needed, and anew after every trouble. */
export class StoreConnection {
  readonly #settings: DatabaseSettings;
  readonly #upkeep: Episode;
  #open: { readonly client: Client; readonly path: RowPath } | undefined;
  #keptUpMs = Number.NEGATIVE_INFINITY;
  /** A connection does one thing at a time. */
  #keepingUp: Promise<void> = Promise.resolve();

  /** @param upkeep trouble with partitions and percentiles */
  constructor(settings: DatabaseSettings, upkeep: Episode) {
    this.#settings = settings;
    this.#upkeep = upkeep;
  }

  /** Has partitions made ahead and percentiles computed anew, if it is time. No batch depends on it. */
  keepUp(): void {
    const now = performance.now();
    if (this.#open === undefined || now - this.#keptUpMs < UPKEEP_MS) return;
    this.#keptUpMs = now;
    this.#keepingUp = this.#askForUpkeep(this.#open.client);
  }

  async #askForUpkeep(client: Client): Promise<void> {
    try {
      await client.query(`SELECT ${escapeIdentifier(this.#settings.schema)}.keep_up()`);
      this.#upkeep.end('partitions and percentiles are looked after again');
    } catch (error) {
      const { kind, sentence } = troubleOf(error);
      if (kind !== 'wait') this.#upkeep.begin(`partitions and percentiles are not looked after (${sentence})`);
    }
  }

  /**
   * Stores a batch exactly once.
   *
   * @throws Error as the server or the network gives it
   */
  async store(batch: SpanBatch): Promise<StoredBatch> {
    try {
      return await this.#send(batch);
    } catch (error) {
      await this.close();
      if (troubleOf(error).kind !== 'insert') throw error;
    }
    return this.#send(batch, insertPath);
  }

  /** Ends the connection, without waiting for a server that does not answer. */
  async close(): Promise<void> {
    const client = this.#open?.client;
    this.#open = undefined;
    if (client === undefined) return;
    const cut = setTimeout(() => cutOff(client), 1_000);
    await client.end().catch(() => undefined);
    clearTimeout(cut);
  }

  async #send(batch: SpanBatch, otherPath?: RowPath): Promise<StoredBatch> {
    const { client, path } = (this.#open ??= await this.#connect());
    const deadline = setTimeout(() => cutOff(client), this.#settings.batchMs ?? BATCH_MS);
    try {
      await this.#keepingUp;
      return await storeBatch(client, this.#settings.schema, batch, otherPath ?? path);
    } finally {
      clearTimeout(deadline);
    }
  }

  async #connect(): Promise<{ readonly client: Client; readonly path: RowPath }> {
    const client = await connect(this.#settings);
    try {
      return { client, path: await prepare(client, this.#settings) };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }
}

/** Whoever waits for an answer on this connection is told that there will be none. */
function cutOff(client: Client): void {
  (
    client as unknown as { readonly connection: { readonly stream: { destroy: () => void } } }
  ).connection.stream.destroy();
}
