import type { OfferedUnit } from '../request.ts';

/** Units that are kept, and their characters. */
const MAX_UNITS = 256;
const MAX_CHARACTERS = 1024 * 1024;

interface EarlyUnit {
  readonly session: string;
  readonly unit: OfferedUnit;
}

/** What is offered before any model is called: it counts once one is. Bounded; the oldest are forgotten first. */
export class EarlyUnits {
  #units: EarlyUnit[] = [];
  #characters = 0;

  add(session: string, unit: OfferedUnit): void {
    this.#units.push({ session, unit });
    this.#characters += unit.text.length;
    while (this.#units.length > MAX_UNITS || this.#characters > MAX_CHARACTERS)
      this.#characters -= this.#units.shift()?.unit.text.length ?? 0;
  }

  takeAll(): readonly EarlyUnit[] {
    const units = this.#units;
    this.#units = [];
    this.#characters = 0;
    return units;
  }
}
