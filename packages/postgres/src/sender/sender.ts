import { SegmentDamage, type Episode } from '@mcp-otel/pipeline/spool';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { batchOf } from '../segment/batch-segment.ts';
import { StoreConnection } from './connection.ts';
import type { Segment, SegmentSource } from './segment-source.ts';
import { troubleOf, type Trouble } from './trouble.ts';

/** What became of a segment that will not come again. */
export interface SettledSegment {
  readonly spans: number;
  /** Spans that are in quarantine, of those that are stored. */
  readonly quarantined: number;
  /** Why the database will never take it. */
  readonly refused?: string;
}

/** What a sender is made of. */
export interface SenderOptions<Each extends Segment> {
  readonly database: DatabaseSettings;
  readonly source: SegmentSource<Each>;
  /** Trouble with the database. */
  readonly outage: Episode;
  /** Trouble with what is done for the schema beside. */
  readonly upkeep: Episode;
  readonly onSettled: (settled: SettledSegment, segment: Each) => void;
  /** Between 0 and 1; spreads the senders of a fleet. */
  readonly random?: () => number;
}

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 15_000;
/** A grant or a password is not there a second later. */
const REPAIR_RETRY_MS = 5_000;

/**
 * Stores segments in the order in which they come, one after the other, and each until it is stored or the database says
 * that it never will be. While one is stored the next is read. No timer of it holds the process.
 */
export class Sender<Each extends Segment = Segment> {
  readonly #options: SenderOptions<Each>;
  readonly #connection: StoreConnection;
  #held: Each | undefined;
  #following: Promise<Each | undefined> | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | undefined;
  #stopped = false;

  constructor(options: SenderOptions<Each>) {
    this.#options = options;
    this.#connection = new StoreConnection(options.database, options.upkeep);
  }

  /** There may be something to send. During an outage that changes nothing. */
  wake(): void {
    if (this.#retry === undefined && !this.#stopped) void this.drain();
  }

  /** Sends what there is, at once. @returns whether everything is settled; false after the first failure */
  async drain(): Promise<boolean> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#running ??= this.#sendAll()
      .catch((error: unknown) => this.#sendLater(troubleOf(error))) // The folder cannot be read, say.
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends after the segment that is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#running;
    await this.#connection.close();
  }

  async #sendAll(): Promise<boolean> {
    while (!this.#stopped) {
      this.#held ??= await this.#take();
      if (this.#held === undefined) return true;
      this.#following ??= this.#options.source.next().catch(() => undefined); // Then it is looked for again.
      const trouble = await this.#send(this.#held);
      if (trouble !== undefined) return this.#sendLater(trouble);
      this.#held = undefined;
      this.#connection.keepUp(); // Nobody who waits for the spans waits for it.
    }
    return false;
  }

  /** What was looked for while there was none yet is looked for again. */
  async #take(): Promise<Each | undefined> {
    const following = await this.#following;
    this.#following = undefined;
    return following ?? this.#options.source.next();
  }

  #sendLater({ kind, sentence }: Trouble): false {
    const { outage, random = Math.random } = this.#options;
    outage.begin(`spans cannot be stored in Postgres (${sentence}); they are kept and stored later`);
    const delayMs = kind === 'repair' ? REPAIR_RETRY_MS : Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    if (this.#stopped) return false;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.drain(), delayMs * (0.5 + random() / 2));
    this.#retry.unref();
    return false;
  }

  /** @returns undefined when the segment is settled */
  async #send(segment: Each): Promise<Trouble | undefined> {
    const { source, outage, onSettled } = this.#options;
    const { spans } = segment;
    try {
      const { quarantined } = await this.#connection.store(batchOf(segment.content));
      source.done(segment);
      onSettled({ spans, quarantined }, segment);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'refuse' && !(error instanceof SegmentDamage)) return trouble;
      source.refuse(segment);
      onSettled({ spans, quarantined: 0, refused: trouble.sentence }, segment);
    }
    this.#attempt = 0;
    outage.end('spans are stored in Postgres again');
    return undefined;
  }
}
