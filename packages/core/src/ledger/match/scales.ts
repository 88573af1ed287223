/** Weight of the newest call. */
const WEIGHT = 0.3;
const MAX_MODELS = 64;

/** Tokens of each model per token of our own count: an exponentially weighted mean. */
export class Scales {
  readonly #scales = new Map<string, number>();
  /** Of the model that was called last. */
  usual = 1;

  of(model: string): number {
    return this.#scales.get(model) ?? 1;
  }

  learn(model: string, measured: number | undefined): void {
    if (measured === undefined) return;
    const known = this.#scales.get(model);
    if (known === undefined && this.#scales.size >= MAX_MODELS) this.#scales.clear();
    this.usual = known === undefined ? measured : known + WEIGHT * (measured - known);
    this.#scales.set(model, this.usual);
  }
}
