import type { Client } from 'pg';
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

/** A connection that is opened when it is needed, and anew after every trouble. */
export class StoreConnection {
  readonly #settings: DatabaseSettings;
  #open: { readonly client: Client; readonly path: RowPath } | undefined;

  constructor(settings: DatabaseSettings) {
    this.#settings = settings;
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
    const deadline = setTimeout(() => cutOff(client), BATCH_MS);
    try {
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
