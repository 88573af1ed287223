/** Characters at which something ends, as a table: one look per character, whatever their number. */
export class Stops {
  readonly #stops = new Uint8Array(256);

  constructor(characters: string) {
    for (const character of characters) this.#stops[character.charCodeAt(0)] = 1;
  }

  /** Where the first of them stands from `start` on; `limit` where none does before. */
  endFrom(text: string, start: number, limit: number): number {
    const last = Math.min(text.length, limit);
    let end = start;
    while (end < last && !this.has(text.charCodeAt(end))) end += 1;
    return end;
  }

  has(code: number): boolean {
    return code < 256 && this.#stops[code] === 1;
  }
}
