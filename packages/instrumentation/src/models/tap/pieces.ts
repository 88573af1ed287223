/** Most characters of one event or line. */
const MAX_LINE = 4 * 1024 * 1024;
/** What is kept of a streamed answer: its beginning, and as much of its end as the bounds allow. */
const HEAD = 64;
const MAX_TAIL_PIECES = 20_000;
const MAX_TAIL_CHARS = 8 * 1024 * 1024;

/** Puts the pieces of a streamed answer together: server-sent events, or one JSON per line. Bounded, in linear time. */
export class Pieces {
  /** Pieces in the middle were let go: what they said is not known any more. */
  cut = false;
  readonly #decoder = new TextDecoder();
  readonly #onPiece: (piece: string) => void;
  readonly #head: string[] = [];
  #tail: string[] = [];
  #tailFrom = 0;
  #tailChars = 0;
  #line = '';
  #event: string | undefined;

  /** @param onPiece told of each piece as soon as it is whole */
  constructor(onPiece: (piece: string) => void) {
    this.#onPiece = onPiece;
  }

  /** What has been kept, in its order. */
  list(): readonly string[] {
    return [...this.#head, ...this.#tail.slice(this.#tailFrom)];
  }

  add(bytes: Uint8Array): void {
    this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** A last line may come without an end. */
  finish(): void {
    this.#take(`${this.#decoder.decode()}\n\n`);
  }

  #take(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      this.#lineEnded(this.#line + text.slice(from, end));
      this.#line = '';
      from = end + 1;
    }
    this.#line += text.slice(from);
    if (this.#line.length > MAX_LINE) this.#drop();
  }

  /** The data of one event may stand in several lines; a blank line ends it. */
  #lineEnded(raw: string): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') return this.#eventEnded();
    if (line.startsWith('data:')) {
      const data = line.slice(line.charAt(5) === ' ' ? 6 : 5);
      this.#event = this.#event === undefined ? data : `${this.#event}\n${data}`;
      if (this.#event.length > MAX_LINE) this.#drop();
    } else if (line.startsWith('{')) this.#keep(line);
    return undefined;
  }

  #drop(): void {
    this.#line = '';
    this.#event = undefined;
    this.cut = true;
  }

  #eventEnded(): void {
    if (this.#event !== undefined && this.#event !== '') this.#keep(this.#event);
    this.#event = undefined;
  }

  #keep(piece: string): void {
    if (this.#head.length < HEAD) this.#head.push(piece);
    else this.#keepInTail(piece);
    this.#onPiece(piece);
  }

  #keepInTail(piece: string): void {
    this.#tail.push(piece);
    this.#tailChars += piece.length;
    while (this.#tail.length - this.#tailFrom > MAX_TAIL_PIECES || this.#tailChars > MAX_TAIL_CHARS) {
      this.#tailChars -= this.#tail[this.#tailFrom]?.length ?? 0;
      this.#tailFrom += 1;
      this.cut = true;
    }
    if (this.#tailFrom <= MAX_TAIL_PIECES) return;
    this.#tail = this.#tail.slice(this.#tailFrom); // Once for every so many pieces.
    this.#tailFrom = 0;
  }
}
