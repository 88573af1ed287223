import {
  adoptFolder,
  freeFolders,
  putBack,
  releaseFolder,
  spooledSpans,
  SpoolReader,
  tidy,
  type OnDamage,
  type SealingKey,
  type TakenSegment,
} from '@mcp-otel/pipeline/spool';
import type { Segment, SegmentSource } from './segment-source.ts';

/** A segment with where it comes from: from a folder, or from memory where it has none. */
export interface AnySegment extends Segment {
  readonly fromFolder?: { readonly reader: SpoolReader; readonly segment: TakenSegment };
}

/** Where segments are looked for. */
export interface CombinedSourceOptions {
  /** The folder of this process, if there is one. */
  readonly folder: string | undefined;
  /** The folder above, with those that other processes have left. */
  readonly base: string | undefined;
  readonly key: SealingKey | undefined;
  readonly onDamage: OnDamage;
  /** Told of spans in a folder that was taken over. */
  readonly onRecovered: (spans: number) => void;
}

/** How often it is looked for folders that processes have left. */
const LOOK_MS = 30_000;

/** What was offered in memory, then the folder of this process, then what other processes have left behind. */
export class CombinedSource implements SegmentSource<AnySegment> {
  readonly #options: CombinedSourceOptions;
  readonly #offers: Segment[] = [];
  readonly #own: SpoolReader | undefined;
  #adopted: SpoolReader | undefined;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(options: CombinedSourceOptions) {
    const { folder, key, onDamage } = options;
    this.#options = options;
    if (folder === undefined) return;
    putBack(folder); // A sender before this one may have ended half-way.
    this.#own = new SpoolReader(folder, key, onDamage);
  }

  offer(segment: Segment): void {
    this.#offers.push(segment);
  }

  async next(): Promise<AnySegment | undefined> {
    const offered = this.#offers.shift();
    if (offered !== undefined) return offered;
    const own = this.#own && (await taken(this.#own));
    return own ?? this.#nextOfOthers();
  }

  done({ fromFolder }: AnySegment): void {
    fromFolder?.reader.done(fromFolder.segment);
  }

  refuse({ fromFolder }: AnySegment): void {
    fromFolder?.reader.refuse(fromFolder.segment);
  }

  /** Shows other machines that somebody is at work in these folders. */
  touch(): void {
    this.#own?.touch();
    this.#adopted?.touch();
  }

  async #nextOfOthers(): Promise<AnySegment | undefined> {
    for (;;) {
      this.#adopted ??= this.#adopt();
      if (this.#adopted === undefined) return undefined;
      const segment = await taken(this.#adopted);
      // The folder is given back when nothing of it is on its way any more.
      if (segment !== undefined || this.#adopted.onTheWay > 0) return segment;
      releaseFolder(this.#adopted.folder);
      this.#adopted = undefined;
    }
  }

  #adopt(): SpoolReader | undefined {
    const { base, key, onDamage, onRecovered } = this.#options;
    if (base === undefined || Date.now() - this.#lookedMs < LOOK_MS) return undefined;
    for (const name of freeFolders(base)) {
      if (spooledSpans(`${base}/${name}`) === 0) continue;
      const folder = adoptFolder(base, name);
      if (folder === undefined) continue;
      tidy(folder);
      onRecovered(spooledSpans(folder));
      return new SpoolReader(folder, key, onDamage);
    }
    this.#lookedMs = Date.now();
    return undefined;
  }
}

async function taken(reader: SpoolReader): Promise<AnySegment | undefined> {
  const segment = await reader.next();
  return segment && { spans: segment.spans, content: segment.content, fromFolder: { reader, segment } };
}
