import { addFigures, noFigures, type Figures } from '../book/figures.ts';

/** The sum of figures that change one at a time. */
export class OpenFigures {
  readonly #figures = new Map<object, Figures>();
  #sum = noFigures;

  get sum(): Figures {
    return this.#sum;
  }

  /** What the figures of somebody are now. */
  set(of: object, figures: Figures): void {
    this.remove(of);
    this.#figures.set(of, figures);
    this.#sum = addFigures(this.#sum, figures);
  }

  remove(of: object): void {
    const known = this.#figures.get(of);
    if (known === undefined) return;
    this.#figures.delete(of);
    // Without anybody there is nothing left, whatever rounding has made of prices.
    this.#sum = this.#figures.size === 0 ? noFigures : addFigures(this.#sum, negative(known));
  }
}

function negative({ tokens, context, costs, unreferenced }: Figures): Figures {
  return { tokens: negated(tokens), context: negated(context), costs: negated(costs), unreferenced: -unreferenced };
}

function negated<Share extends string>(shares: Partial<Record<Share, number>>): Partial<Record<Share, number>> {
  const entries = Object.entries<number | undefined>(shares).map(([share, count = 0]) => [share, -count]);
  return Object.fromEntries(entries) as Partial<Record<Share, number>>; // The same keys.
}
