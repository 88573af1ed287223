import type { DeliveryLedger } from '@mcp-otel/core';
import type { Episode, Spool } from '@mcp-otel/pipeline/spool';
import { noSums, type Deliverer, type SettledSums } from '../sender/deliverer.ts';
import { segmentOf } from '../segment/batch-segment.ts';
import type { NamedBatch } from './batcher.ts';

/** What an outbox is made of. */
export interface OutboxOptions {
  /** Undefined where there is no folder: then everything goes by way of memory. */
  readonly spool: Spool | undefined;
  readonly deliverer: Deliverer;
  readonly ledger: DeliveryLedger;
  /** Trouble with the disk. */
  readonly disk: Episode;
  /** Trouble with a folder that cannot even be given up. */
  readonly lost: Episode;
  /** Trouble with the bounds of the spool. */
  readonly full: Episode;
}

/**
 * Takes batches from the lane to the spool, and books what becomes of them. What cannot be written is offered to the sender
 * out of memory, so that a full disk alone loses nothing.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  /** Batches that are in memory only, oldest first. */
  readonly #offered: NamedBatch[] = [];
  #booked: SettledSums = noSums;

  constructor(options: OutboxOptions) {
    this.#options = options;
    options.ledger.recover(options.spool?.found ?? 0);
  }

  /** Bytes of the batches that are in memory only. */
  get bytes(): number {
    return this.#offered.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Takes a batch on, whose spans are booked as being sent. @returns whether it is on disk */
  async put(batch: NamedBatch): Promise<boolean> {
    const { spool } = this.#options;
    try {
      if (spool === undefined) this.#offer(batch);
      else this.#spooled(batch, await spool.write(batch, segmentOf(batch)));
      return spool !== undefined;
    } catch (error) {
      this.#unspooled(batch, error);
      return false;
    }
  }

  /** The same for the end of a process. */
  putSync(batch: NamedBatch): void {
    const { spool } = this.#options;
    try {
      if (spool === undefined) this.#offer(batch);
      else this.#spooled(batch, spool.writeSync(batch, segmentOf(batch)));
    } catch (error) {
      this.#unspooled(batch, error);
    }
  }

  /** Books what was settled since. */
  settle(): void {
    const { deliverer, ledger } = this.#options;
    const sums = { ...deliverer.sums() };
    const before = this.#booked;
    this.#booked = sums;
    ledger.recover(sums.recovered - before.recovered);
    ledger.deliver('spooled', sums.stored - before.stored);
    ledger.drop('spooled', 'sink_reject', sums.refused - before.refused);
    ledger.drop('spooled', 'spool_damaged', sums.damaged - before.damaged);
    const settled = this.#offered.splice(0, sums.offersSettled - before.offersSettled);
    const spans = settled.reduce((sum, batch) => sum + batch.spans, 0);
    const refused = sums.offersRefused - before.offersRefused;
    ledger.deliver('sending', spans - refused);
    ledger.drop('sending', 'sink_reject', refused);
  }

  /** Gives the folder to whoever comes next: nothing is put any more. */
  release(): void {
    try {
      this.#options.spool?.release();
    } catch {
      // It is taken over once this process is gone.
    }
  }

  /** The process ends: what is in memory only is lost. @returns spans */
  giveUp(): number {
    const spans = this.#offered.splice(0).reduce((sum, batch) => sum + batch.spans, 0);
    this.#options.ledger.drop('sending', 'shutdown_deadline', spans);
    return spans;
  }

  #spooled({ spans }: NamedBatch, evicted: number): void {
    const { ledger, deliverer, disk, full } = this.#options;
    ledger.move('sending', 'spooled', spans);
    disk.end('spans are kept on disk again');
    if (evicted > 0) {
      ledger.drop('spooled', 'spool_full', evicted);
      full.begin('the folder for spans is full (MCP_OTEL_SPOOL_BYTES): the oldest are dropped and counted');
    } else full.end('there is room for spans on disk again');
    this.settle();
    deliverer.wake();
  }

  #unspooled(batch: NamedBatch, error: unknown): void {
    const { spool, ledger, disk, lost } = this.#options;
    const reason = reasonOf(error);
    disk.begin(`spans cannot be kept on disk (${reason}): they are in memory until they are stored`);
    if (spool === undefined || spool.disown(batch.writer)) return this.#offer(batch);
    lost.begin(`${batch.spans} spans are lost: ${spool.folder} can neither be written nor given up`);
    return ledger.drop('sending', 'spool_damaged', batch.spans);
  }

  #offer(batch: NamedBatch): void {
    this.#offered.push(batch);
    this.#options.deliverer.offer({ content: segmentOf(batch), spans: batch.spans });
    this.settle();
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
