import { randomBytes } from 'node:crypto';
import { DeliveryLedger, type Variables } from '@mcp-otel/core';
import type { Clock } from '@mcp-otel/pipeline/spool';
import { createEpisode, sealingKey, Spool, type Log, type LogLevel } from '@mcp-otel/pipeline/spool';
import { SenderThread } from '../sender/sender-thread.ts';
import { AuditLane } from './audit-lane.ts';
import { laneSettings, type KeySource, type LaneSettings } from './lane-settings.ts';
import { Outbox } from './outbox.ts';

/** What the lane takes from its surroundings. */
export interface AuditLaneParts {
  readonly variables: Variables;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly logLevel: LogLevel;
  readonly clock: Clock;
  /** File of the worker that sends (`@mcp-otel/postgres/sender-worker`). */
  readonly workerFile: string;
}

/**
 * Starts the audit lane, if a database is set: spans go to disk in this process, and from there to Postgres in a thread of
 * their own.
 *
 * @throws Error that names the variable whose value cannot be used
 */
export function startAuditLane(parts: AuditLaneParts): AuditLane | undefined {
  const { variables, env, log, clock, logLevel, workerFile: file } = parts;
  const settings = laneSettings(variables, env);
  if (settings === undefined) return undefined;
  const ledger = new DeliveryLedger();
  const spool = openSpool(settings, log);
  const { ready, text } = readyKey(settings.key, spool, log);
  const { database } = settings;
  const base = spool && settings.spool.base;
  const deliverer = new SenderThread({ file, database, folder: spool?.folder, base, key: text, logLevel, log });
  const episode = (): ReturnType<typeof createEpisode> => createEpisode(log.warn, log.info);
  return new AuditLane({
    outbox: new Outbox({ spool, deliverer, ledger, disk: episode(), full: episode() }),
    deliverer,
    ledger,
    clock,
    ready,
    writer: spool?.writer ?? randomBytes(8).readBigInt64BE(),
    takeSeq: spool === undefined ? ownNumbers() : () => spool.takeSeq(),
    maxBytes: settings.maxBytes,
    maxBatchSpans: settings.maxBatchSpans,
    overflow: episode(),
  });
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

function ownNumbers(): () => bigint {
  let seq = 0n;
  return () => (seq += 1n);
}
