import type { SegmentContent } from '@mcp-otel/pipeline/spool';

/** What was settled since the beginning, in spans where nothing else is said. */
export interface SettledSums {
  /** From the spool, stored. */
  stored: number;
  /** From the spool, refused by the database for good. */
  refused: number;
  /** From the spool, not readable any more. */
  damaged: number;
  /** Found in folders that nobody holds. */
  recovered: number;
  /** Segments out of memory that are settled, in the order in which they were offered. */
  offersSettled: number;
  /** Spans in them that were refused. */
  offersRefused: number;
}

/** Nothing was settled yet. */
export const noSums: Readonly<SettledSums> = {
  stored: 0,
  refused: 0,
  damaged: 0,
  recovered: 0,
  offersSettled: 0,
  offersRefused: 0,
};

/** Sees to it that what is in the spool, or offered, is stored. Nothing of it throws. */
export interface Deliverer {
  /** There is something new in the spool. */
  wake(): void;
  /** A segment that could not be written. */
  offer(segment: { readonly content: SegmentContent; readonly spans: number }): void;
  /** Resolves when everything is stored, or has failed once. */
  flush(): Promise<void>;
  /** The same without the event loop, for the end of a process. */
  flushSync(deadlineMs: number): void;
  sums(): Readonly<SettledSums>;
  stop(): Promise<void>;
}
