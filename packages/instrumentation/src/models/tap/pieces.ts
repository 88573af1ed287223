/** Text of an answer that is kept, in characters. Of a longer one beginning and end remain: what matters stands there. */
const MAX_CHARS = 8 * 1024 * 1024;
const KEPT_HEAD = 64;

/** Puts the pieces of a streamed answer together: server-sent events, or one JSON per line. */
export class Pieces {
  readonly list: string[] = [];
  readonly #decoder = new TextDecoder();
  readonly #onPiece: (piece: string) => void;
  #line = '';
  #event: string | undefined;
  #chars = 0;

  /** @param onPiece told of each piece as soon as it is whole */
  constructor(onPiece: (piece: string) => void) {
    this.#onPiece = onPiece;
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
    if (this.#line.length > MAX_CHARS) this.#line = ''; // No event is so long.
  }

  /** The data of one event may stand in several lines; a blank line ends it. */
  #lineEnded(raw: string): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') return this.#eventEnded();
    if (line.startsWith('data:')) {
      const data = line.slice(line.charAt(5) === ' ' ? 6 : 5);
      this.#event = this.#event === undefined ? data : `${this.#event}\n${data}`;
    } else if (line.startsWith('{')) this.#keep(line);
    return undefined;
  }

  #eventEnded(): void {
    if (this.#event !== undefined) this.#keep(this.#event);
    this.#event = undefined;
  }

  #keep(piece: string): void {
    this.list.push(piece);
    this.#chars += piece.length;
    while (this.#chars > MAX_CHARS && this.list.length > KEPT_HEAD + 1) {
      this.#chars -= this.list.splice(KEPT_HEAD, 1)[0]?.length ?? 0;
    }
    this.#onPiece(piece);
  }
}
