/** Most tools that get a label of their own on a histogram, whose series cost 17 lines each. */
export const MAX_HISTOGRAM_TOOLS = 60;
/** Most tools that get a label of their own on a counter. */
export const MAX_COUNTER_TOOLS = 256;
/** What stands for a name that is not in a bounded set. */
export const OTHER = '_OTHER';

/**
 * Decides which tool names may become metric labels: only names that a server itself has listed, first come first
 * served, up to a cap. A model can ask for any name it likes; without this each invention would be a new series.
 */
export class LabelGuard {
  readonly #rank = new Map<string, number>();

  /** Takes the names of a `tools/list` answer. Names beyond the counter's cap are not kept. */
  list(names: Iterable<string>): void {
    for (const name of names) {
      if (this.#rank.size >= MAX_COUNTER_TOOLS) return;
      if (!this.#rank.has(name)) this.#rank.set(name, this.#rank.size);
    }
  }

  /** True when a server has listed the tool. */
  knows(tool: string): boolean {
    return this.#rank.has(tool);
  }

  /** The tool's name as a label, or `_OTHER`. */
  label(tool: string, instrument: 'histogram' | 'counter'): string {
    const rank = this.#rank.get(tool) ?? Number.POSITIVE_INFINITY;
    return rank < (instrument === 'histogram' ? MAX_HISTOGRAM_TOOLS : MAX_COUNTER_TOOLS) ? tool : OTHER;
  }
}
