/** Templates, each with a tool, that are told apart. */
const MAX_TEMPLATES = 63;
/** Variants of one template that are remembered. A variant that was forgotten counts anew when it comes back. */
const MAX_VARIANTS = 1024;

/** Where an invocation is counted. */
export interface Invocation {
  readonly template: string;
  readonly tool: string | undefined;
  /** True for a variant that this template has not had before. */
  readonly isNew: boolean;
}

/** What stands for every template beyond the cap. */
const OTHER = '_OTHER';

/** Remembers which variants of a template there have been, in bounded memory. */
export class Drift {
  readonly #seen = new Map<string, Set<string>>();

  /** Books one invocation of a template in one of its variants, a digest. */
  invoked(template: string, tool: string | undefined, variant: string): Invocation {
    const name = JSON.stringify([template, tool]);
    const isOther = !this.#seen.has(name) && this.#seen.size >= MAX_TEMPLATES;
    const variants = this.#variantsOf(isOther ? OTHER : name);
    const isNew = !variants.delete(variant);
    variants.add(variant); // The one seen last is the last to be forgotten.
    const [oldest] = variants;
    if (variants.size > MAX_VARIANTS && oldest !== undefined) variants.delete(oldest);
    return isOther ? { template: OTHER, tool: undefined, isNew } : { template, tool, isNew };
  }

  #variantsOf(name: string): Set<string> {
    const known = this.#seen.get(name) ?? new Set<string>();
    this.#seen.set(name, known);
    return known;
  }
}
