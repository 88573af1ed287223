import { statSync } from 'node:fs';
import { join } from 'node:path';
import { leaseFolder, releaseFolder } from './lease.ts';
import { retire, tidy } from './retire.ts';
import { encodeSegment, type SegmentContent } from './segment-file.ts';
import type { SealingKey } from './sealing-key.ts';
import { listSegments, spooledSpans, type SegmentFile } from './segment-list.ts';
import { segmentName, type SegmentName } from './segment-name.ts';
import type { SpoolSettings } from './spool-settings.ts';
import { writeSegment, writeSegmentSync } from './write-segment.ts';
import { forgetWriter, randomWriter, writerOf } from './writer.ts';

/** Where eviction ends, so that not every write has to look through a full folder. */
const ROOM = 0.9;

/**
 * Segments that one process writes and another thread sends: files of a folder of its own. What is written is there when
 * the process is killed. Where it takes more than its bytes, the oldest go, security events last.
 */
export class Spool {
  readonly folder: string;
  /** Spans that were found in the folder. */
  readonly found: number;
  #writer: bigint;
  /** The writer whom the next holder of the folder takes for its own. */
  #recorded: bigint | undefined;
  /** The writer that was given away with the folder. */
  #given: bigint | undefined;
  readonly #settings: SpoolSettings;
  #next: bigint;
  #key: SealingKey | undefined;
  /** At least what is in the folder: what was sent since is not taken off until it is looked at. */
  #bytes: number;

  /** @throws Error as the file system gives it, where the folder cannot be made or written */
  constructor(settings: SpoolSettings) {
    this.#settings = settings;
    this.folder = leaseFolder(settings.base);
    tidy(this.folder);
    ({ writer: this.#writer, next: this.#next } = writerOf(this.folder, settings.sync === 'power'));
    this.#recorded = this.#writer;
    this.found = spooledSpans(this.folder);
    this.#bytes = bytesOf(waiting(this.folder), this.folder);
  }

  /** From now on what is written is sealed. */
  sealWith(key: SealingKey): void {
    this.#key = key;
  }

  /** Who writes the next segment. */
  get writer(): bigint {
    return this.#writer;
  }

  /**
   * Makes sure that no number of a writer is given to other content by who comes next. What was not written, and is stored out
   * of memory, leaves no trace of its number in the folder.
   *
   * @returns false where that cannot be made sure: what bears such a number must not be stored, and another writer goes on
   */
  disown(writer: bigint): boolean {
    if (writer !== this.#recorded) return writer !== this.#given;
    try {
      forgetWriter(this.folder);
      this.#recorded = undefined;
      return true;
    } catch {
      if (this.#writer === writer) [this.#writer, this.#next] = [randomWriter(), 1n];
      return false;
    }
  }

  /** The number of the next segment. */
  takeSeq(): bigint {
    const seq = this.#next;
    this.#next += 1n;
    return seq;
  }

  /**
   * Writes a segment.
   *
   * @returns spans that had to make room
   * @throws Error as the file system gives it; nothing is written then
   */
  async write(name: SegmentName, content: SegmentContent): Promise<number> {
    const bytes = this.#encoded(content);
    await writeSegment(this.#path(name), bytes, this.#settings.sync);
    return this.#makeRoom(bytes.length);
  }

  /** The same, for the end of a process. */
  writeSync(name: SegmentName, content: SegmentContent): number {
    const bytes = this.#encoded(content);
    writeSegmentSync(this.#path(name), bytes, this.#settings.sync);
    return this.#makeRoom(bytes.length);
  }

  /**
   * Gives the folder back, with its writer and what waits in it, to whoever comes next. Nothing is written to it any more.
   *
   * @throws Error as the file system gives it
   */
  release(): void {
    releaseFolder(this.folder);
    this.#given = this.#recorded;
    this.#recorded = undefined;
    [this.#writer, this.#next] = [randomWriter(), 1n];
  }

  #encoded(content: SegmentContent): Buffer {
    if (this.#settings.sealed && this.#key === undefined) throw new Error('there is no key to seal them with');
    return encodeSegment(content, this.#key);
  }

  #path(name: SegmentName): string {
    return join(this.folder, segmentName(name));
  }

  #makeRoom(written: number): number {
    const { maxBytes } = this.#settings;
    this.#bytes += written;
    if (this.#bytes <= maxBytes) return 0;
    const segments = waiting(this.folder);
    this.#bytes = bytesOf(segments, this.folder);
    return this.#bytes <= maxBytes ? 0 : this.#evict(segments, maxBytes * ROOM);
  }

  /** What is being sent at this moment is not touched: its file has another name. */
  #evict(segments: readonly SegmentFile[], target: number): number {
    let spans = 0;
    const inOrder = segments.toSorted((one, other) => Number(one.security) - Number(other.security));
    for (const segment of inOrder) {
      if (this.#bytes <= target) break;
      const bytes = bytesOf([segment], this.folder);
      if (segment.state !== 'seg' || !retired(this.folder, segment)) continue;
      this.#bytes -= bytes;
      spans += segment.spans;
    }
    return spans;
  }
}

function waiting(folder: string): readonly SegmentFile[] {
  return listSegments(folder).filter(({ state }) => state === 'seg' || state === 'sending');
}

function bytesOf(segments: readonly SegmentFile[], folder: string): number {
  return segments.reduce((sum, { name, state }) => sum + sizeOf(join(folder, `${name}.${state}`)), 0);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** False where it was taken to be sent meanwhile. */
function retired(folder: string, segment: SegmentFile): boolean {
  try {
    retire(folder, segment);
    return true;
  } catch {
    return false;
  }
}
