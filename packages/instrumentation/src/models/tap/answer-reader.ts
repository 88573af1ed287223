import { isRecord, parse, type Json } from '../formats/json.ts';
import type { AnswerFacts, WireFormat } from '../formats/wire-format.ts';
import { Pieces } from './pieces.ts';
import { MAX_BODY } from './request-body.ts';

/** Reads an answer as it passes by, and tells its facts when it is over. */
export class AnswerReader {
  /** The last piece that matters has come: who stops reading now has everything. */
  complete = false;
  /** The answer was too long to be kept. */
  tooLarge = false;
  readonly #format: WireFormat;
  readonly #pieces: Pieces | undefined;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  /** @param streamed whether the answer comes in pieces, by its content type or because it was asked for so */
  constructor(format: WireFormat, streamed: boolean) {
    this.#format = format;
    this.#pieces = streamed ? new Pieces((piece) => (this.complete ||= format.isLast(piece))) : undefined;
  }

  add(bytes: Uint8Array): void {
    if (this.#pieces !== undefined) return this.#pieces.add(bytes);
    this.#bytes += bytes.byteLength;
    this.tooLarge ||= this.#bytes > MAX_BODY;
    if (this.tooLarge) this.#chunks = [];
    else this.#chunks.push(bytes.slice()); // The reader may write into what it has read.
    return undefined;
  }

  /** Pieces in its middle were let go. */
  get cut(): boolean {
    return this.#pieces?.cut === true;
  }

  /** What the answer says, as far as it came. */
  facts(): AnswerFacts {
    if (this.tooLarge) return {};
    if (this.#pieces === undefined) return this.#ofWhole(Buffer.concat(this.#chunks).toString('utf8'));
    this.#pieces.finish();
    const facts = this.#format.pieces(this.#pieces.list().map(parse).filter(isRecord));
    // Whoever has not seen all of it cannot estimate it.
    return this.cut && facts.usage === undefined ? { ...facts, pending: true } : facts;
  }

  /** Some answer in pieces although they call it something else, and Gemini can put its pieces into a list. */
  #ofWhole(source: string): AnswerFacts {
    const answer = parse(source);
    if (isRecord(answer)) return this.#format.whole(answer);
    if (Array.isArray(answer)) return this.#format.pieces((answer as unknown[]).filter(isRecord));
    const pieces = new Pieces(() => undefined);
    pieces.add(Buffer.from(source));
    pieces.finish();
    const found: readonly Json[] = pieces.list().map(parse).filter(isRecord);
    return found.length === 0 ? { error: 'unreadable' } : this.#format.pieces(found);
  }
}
