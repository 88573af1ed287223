/** Weight of the newest call. */
const WEIGHT = 0.2;
const MAX_MODELS = 256;
/** What no text can explain: media were in it. */
const PLAUSIBLE = { min: 0.5, max: 2 } as const;

/**
 * Learns by how much a model's own counts differ from our estimates, because some tokenizers are not published. An
 * exponentially weighted mean per model.
 */
export class Calibration {
  readonly #factors = new Map<string, number>();
  readonly #calls = new Map<string, number>();

  /** Whether a call of a model is one to learn from: the first ones, and every so many later. */
  wants(model: string, first: number, every: number): boolean {
    const calls = this.#calls.get(model) ?? 0;
    if (this.#calls.size >= MAX_MODELS) this.#calls.clear();
    this.#calls.set(model, calls + 1);
    return calls < first || calls % every === 0;
  }

  /** A provider has told how many tokens a prompt has that was estimated. */
  learn(model: string, estimated: number, told: number): void {
    const factor = told / estimated;
    if (!(factor >= PLAUSIBLE.min && factor <= PLAUSIBLE.max)) return;
    const known = this.#factors.get(model);
    if (known === undefined && this.#factors.size >= MAX_MODELS) this.#factors.clear();
    this.#factors.set(model, known === undefined ? factor : known + WEIGHT * (factor - known));
  }

  /** The factor of a model; undefined for one that nothing has been told about. */
  factor(model: string): number | undefined {
    return this.#factors.get(model);
  }
}
