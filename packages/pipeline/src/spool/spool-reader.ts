import { existsSync, renameSync, utimesSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { retire, setAside, sweep } from './retire.ts';
import { decodeSegment, SegmentDamage, SegmentLocked, type SegmentContent } from './segment-file.ts';
import { listSegments, type SegmentFile } from './segment-list.ts';
import type { SealingKey } from './sealing-key.ts';

/** A segment that is on its way. */
export interface TakenSegment extends SegmentFile {
  readonly content: SegmentContent;
}

/** What a reader does with what it cannot read: damaged files are set aside, locked ones wait for somebody with the key. */
export type OnDamage = (segment: SegmentFile, reason: string, isLocked: boolean) => void;

/** Takes segments out of a folder, oldest first. There is one reader of a folder at a time. */
export class SpoolReader {
  readonly folder: string;
  readonly #key: SealingKey | undefined;
  readonly #onDamage: OnDamage;
  /** The oldest last. */
  #listed: SegmentFile[] = [];
  #onTheWay = 0;
  /** Segments that wait for somebody with the key. */
  readonly #locked = new Set<string>();

  constructor(folder: string, key: SealingKey | undefined, onDamage: OnDamage) {
    this.folder = folder;
    this.#key = key;
    this.#onDamage = onDamage;
  }

  /** Segments that were taken and are not settled. */
  get onTheWay(): number {
    return this.#onTheWay;
  }

  /** The oldest segment that can be read; undefined when there is none. What is damaged is set aside and told. */
  async next(): Promise<TakenSegment | undefined> {
    for (;;) {
      const segment = this.#nextFile();
      if (segment === undefined) return undefined;
      const taken = claim(this.folder, segment);
      const content = taken && (await this.#contentOf(taken));
      if (taken === undefined || content === undefined) continue;
      this.#onTheWay += 1;
      return { ...taken, content };
    }
  }

  /** The segment is stored. */
  done(segment: TakenSegment): void {
    this.#onTheWay -= 1;
    // Whoever takes the whole folder away has taken it as well: there is nothing left to settle.
    if (existsSync(join(this.folder, `${segment.name}.sending`))) retire(this.folder, segment);
  }

  /** The segment will never be stored. */
  refuse(segment: TakenSegment): void {
    this.#onTheWay -= 1;
    this.#aside(segment);
  }

  /** Shows other machines that somebody is at work here. */
  touch(): void {
    const now = new Date();
    if (existsSync(this.folder)) utimesSync(this.folder, now, now);
  }

  #nextFile(): SegmentFile | undefined {
    if (this.#listed.length === 0) this.#list();
    return this.#listed.pop();
  }

  #list(): void {
    const segments = listSegments(this.folder);
    sweep(this.folder, segments);
    this.#listed = segments.filter(({ state, name }) => state === 'seg' && !this.#locked.has(name)).toReversed();
  }

  async #contentOf(segment: SegmentFile): Promise<SegmentContent | undefined> {
    try {
      return decodeSegment(await readFile(join(this.folder, `${segment.name}.sending`)), this.#key);
    } catch (error) {
      const isLocked = error instanceof SegmentLocked;
      if (isLocked) this.#lock(segment);
      else this.#aside(segment);
      const hasReason = isLocked || error instanceof SegmentDamage;
      this.#onDamage(segment, hasReason ? error.message : String((error as NodeJS.ErrnoException).code), isLocked);
      return undefined;
    }
  }

  #lock({ name }: SegmentFile): void {
    this.#locked.add(name);
    const path = join(this.folder, name);
    if (existsSync(`${path}.sending`)) renameSync(`${path}.sending`, `${path}.seg`);
  }

  #aside(segment: SegmentFile): void {
    try {
      setAside(this.folder, segment);
    } catch {
      // It stays where it is, and is looked at again by the next holder of the folder.
    }
  }
}

/** Undefined where it had to make room, or is gone for another reason. */
function claim(folder: string, segment: SegmentFile): SegmentFile | undefined {
  try {
    renameSync(join(folder, `${segment.name}.seg`), join(folder, `${segment.name}.sending`));
    return { ...segment, state: 'sending' };
  } catch {
    return undefined;
  }
}
