/** A text as a reader would understand it, and where each of its characters came from. */
export interface View {
  readonly text: string;
  /** Where the character at an index begins in the part that is viewed; one more entry for the end. */
  readonly origins: Int32Array;
  /** Where the viewed part begins in the whole text. */
  readonly offset: number;
}

/** Collects the characters of a view. */
export class ViewWriter {
  #text = '';
  readonly #origins: Int32Array;

  /** @param length of the text that is viewed: a view is never longer */
  constructor(length: number) {
    this.#origins = new Int32Array(length + 1);
  }

  write(piece: string, origin: number): void {
    for (let index = 0; index < piece.length; index += 1) this.#origins[this.#text.length + index] = origin;
    this.#text += piece;
  }

  /** Takes over characters as they are. */
  copy(source: string, start: number, end: number): void {
    for (let index = start; index < end; index += 1) this.#origins[this.#text.length + index - start] = index;
    this.#text += source.slice(start, end);
  }

  finish(end: number): View {
    this.#origins[this.#text.length] = end;
    return { text: this.#text, origins: this.#origins, offset: 0 };
  }
}
