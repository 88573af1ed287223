import { DeliveryLedger } from '@mcp-otel/core';
import {
  createEpisode,
  randomWriter,
  sealingKey,
  Spool,
  type Episode,
  type Log,
  type LogLevel,
} from '@mcp-otel/pipeline/spool';
import type { BatchKey } from '../batch/batch-encoder.ts';
import type { Deliverer } from '../sender/deliverer.ts';
import { SenderThread } from '../sender/sender-thread.ts';
import type { KeySource, LaneSettings } from './lane-settings.ts';
import { Outbox } from './outbox.ts';

/** What a store takes from its surroundings. */
export interface StoreParts {
  readonly log: Log;
  readonly logLevel: LogLevel;
  /** File of the worker that sends (`@mcp-otel/postgres/sender-worker`). */
  readonly workerFile: string;
}

/** The way of batches from this process to the database: to disk, and from there by a thread of its own. */
export interface OpenStore {
  readonly outbox: Outbox;
  readonly deliverer: Deliverer;
  readonly ledger: DeliveryLedger;
  /** Nothing is written before. */
  readonly ready: Promise<void>;
  /** Writer and number of the next batch. */
  readonly takeKey: () => Pick<BatchKey, 'writer' | 'seq'>;
  /** Most memory of spans that are not on disk yet. */
  readonly maxBytes: number;
  readonly maxBatchSpans: number;
  /** Attribute of the resource that tells the tenant. */
  readonly tenantFrom: string | undefined;
  /** Trouble with the bound of memory. */
  readonly overflow: Episode;
}

/** Opens the way. Never throws: without a folder that can be used, spans go by way of memory. */
export function openStore(settings: LaneSettings, { log, logLevel, workerFile: file }: StoreParts): OpenStore {
  const ledger = new DeliveryLedger();
  const spool = openSpool(settings, log);
  const { ready, text } = readyKey(settings.key, spool, log);
  const { database, maxBytes, maxBatchSpans, tenantFrom } = settings;
  const base = spool && settings.spool.base;
  const deliverer = new SenderThread({ file, database, folder: spool?.folder, base, key: text, logLevel, log });
  const episode = (): Episode => createEpisode(log.warn, log.info);
  return {
    outbox: new Outbox({ spool, deliverer, ledger, disk: episode(), lost: episode(), full: episode() }),
    deliverer,
    ledger,
    ready,
    takeKey: spool === undefined ? ownKeys() : () => ({ writer: spool.writer, seq: spool.takeSeq() }),
    maxBytes,
    maxBatchSpans,
    tenantFrom,
    overflow: episode(),
  };
}

/** Without a folder spans go by way of memory: they are stored, but not safe until they are. */
function openSpool({ spool }: LaneSettings, log: Log): Spool | undefined {
  try {
    return new Spool(spool);
  } catch (error) {
    log.warn(
      `${spool.base} cannot be used (${(error as Error).message}): spans are in memory until they are stored; set MCP_OTEL_SPOOL_DIR to a folder that can be written`,
    );
    return undefined;
  }
}

/** Nothing is written before the key is there; without one that is asked for, nothing is written at all. */
function readyKey(
  source: KeySource | undefined,
  spool: Spool | undefined,
  log: Log,
): { readonly ready: Promise<void>; readonly text: () => string | undefined } {
  let text: string | undefined;
  const read = async ({ option, read: readText }: KeySource): Promise<void> => {
    try {
      const found = await readText();
      spool?.sealWith(sealingKey(found, option));
      text = found;
    } catch (error) {
      log.error(`${(error as Error).message.replaceAll(/\s+/g, ' ')} (${option}): spans are not written to disk`);
    }
  };
  return { ready: source === undefined ? Promise.resolve() : read(source), text: () => text };
}

function ownKeys(): OpenStore['takeKey'] {
  const writer = randomWriter();
  let seq = 0n;
  return () => ({ writer, seq: (seq += 1n) });
}
