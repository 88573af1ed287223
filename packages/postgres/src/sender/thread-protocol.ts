import type { LogLevel } from '@mcp-otel/pipeline/spool';
import type { DatabaseSettings } from '../database/database-settings.ts';
import type { SettledSums } from './deliverer.ts';
import type { Segment } from './segment-source.ts';

/** What the thread is started with. */
export interface SenderThreadData {
  readonly database: DatabaseSettings;
  readonly folder: string | undefined;
  readonly base: string | undefined;
  /** The key as text, checked already. */
  readonly key: string | undefined;
  readonly logLevel: LogLevel;
  /** One BigInt64 for each cell. */
  readonly cells: SharedArrayBuffer;
}

/** What is said to the thread. */
export type ToSenderThread =
  | { readonly kind: 'wake' }
  | { readonly kind: 'offer'; readonly segment: Segment }
  /** Answered by the end of the thread. */
  | { readonly kind: 'stop' }
  /** Answered in the cell `flushed`, and by a message, with the same number. */
  | { readonly kind: 'flush'; readonly number: number };

/** What the thread answers when it has sent everything, or has failed. */
export interface FromSenderThread {
  readonly flushed: number;
}

/** The sums that the thread keeps, in the order of their cells. */
export const sumCells: readonly (keyof SettledSums)[] = [
  'stored',
  'refused',
  'damaged',
  'recovered',
  'offersSettled',
  'offersRefused',
];

/** Cell of the last flush that is done. */
export const FLUSHED = sumCells.length;
export const CELLS = sumCells.length + 1;
