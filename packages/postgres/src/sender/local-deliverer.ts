import { createEpisode, type Episode, type Log, type SealingKey } from '@mcp-otel/pipeline/spool';
import type { DatabaseSettings } from '../database/database-settings.ts';
import { CombinedSource, type AnySegment } from './combined-source.ts';
import { noSums, type Deliverer, type SettledSums } from './deliverer.ts';
import type { Segment } from './segment-source.ts';
import { Sender, type SettledSegment } from './sender.ts';

/** What a deliverer needs to know. */
export interface LocalDelivererOptions {
  readonly database: DatabaseSettings;
  /** The folder of this process, if there is one. */
  readonly folder: string | undefined;
  /** The folder above, where what other processes have left is sent as well. */
  readonly base: string | undefined;
  readonly key: SealingKey | undefined;
  readonly log: Log;
  /** Told of the sums whenever they change. */
  readonly onChange?: (sums: Readonly<SettledSums>) => void;
}

const TOUCH_MS = 30_000;

/** Stores segments in this thread. No timer of it holds the process. */
export class LocalDeliverer implements Deliverer {
  readonly #sums: SettledSums = { ...noSums };
  readonly #source: CombinedSource;
  readonly #sender: Sender<AnySegment>;
  readonly #timer: ReturnType<typeof setInterval>;

  readonly #log: Log;
  readonly #onChange: LocalDelivererOptions['onChange'];
  /** Said once: where there is one there are more, and the table tells of each. */
  readonly #quarantine: Episode;
  readonly #locked: Episode;

  constructor({ database, folder, base, key, log, onChange }: LocalDelivererOptions) {
    this.#onChange = onChange;
    this.#log = log;
    this.#quarantine = createEpisode(log.warn, log.info);
    this.#locked = createEpisode(log.warn, log.info);
    this.#source = new CombinedSource({
      folder,
      base,
      key,
      onDamage: ({ name, spans }, reason, isLocked) => {
        if (isLocked) return this.#locked.begin(`spans on disk wait for somebody with the key (${reason})`);
        this.#add('damaged', spans);
        const kept = 'the file is kept in the folder `damaged`';
        return log.warn(`${spans} spans in ${name} cannot be stored (${reason}); ${kept}`);
      },
      onRecovered: (spans) => this.#add('recovered', spans),
    });
    this.#sender = new Sender({
      database,
      source: this.#source,
      outage: createEpisode(log.warn, log.info),
      upkeep: createEpisode(log.warn, log.info),
      onSettled: (settled, segment) => this.#book(settled, segment),
    });
    this.#timer = setInterval(() => this.#lookAround(), TOUCH_MS);
    this.#timer.unref();
  }

  wake(): void {
    this.#sender.wake();
  }

  offer(segment: Segment): void {
    this.#source.offer(segment);
    this.wake();
  }

  async flush(): Promise<void> {
    await this.#sender.drain();
  }

  flushSync(): void {
    // There is no way to send without the event loop from here: what is in the folder is sent by who comes next.
  }

  sums(): Readonly<SettledSums> {
    return this.#sums;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sender.stop();
  }

  #lookAround(): void {
    this.#source.touch();
    this.wake();
  }

  #book({ spans, quarantined, refused }: SettledSegment, { fromFolder }: AnySegment): void {
    if (quarantined > 0)
      this.#quarantine.begin(`the database refuses ${quarantined} spans; they are in its quarantine`);
    if (refused !== undefined) this.#log.warn(`${spans} spans are refused by the database for good (${refused})`);
    if (fromFolder !== undefined) return this.#add(refused === undefined ? 'stored' : 'refused', spans);
    if (refused !== undefined) this.#add('offersRefused', spans);
    return this.#add('offersSettled', 1);
  }

  #add(name: keyof SettledSums, number: number): void {
    this.#sums[name] += number;
    this.#onChange?.(this.#sums);
  }
}
