/** One row of the books: what a share of tokens is called, and what that means. */
export interface ShareRow {
  /** Whether the share counts against the figure: waste, or a loss. */
  readonly bad: boolean;
  /** Whether it stands outside of the ratio and lowers its coverage. */
  readonly unknown?: true;
  readonly brief: string;
}

/** Use side: what became of every input token of a model call. The first class that applies, in this order. */
export const tokenClasses = {
  meaningful: { bad: false, brief: 'Nothing shows that it was wasted.' },
  retry: { bad: true, brief: 'Input and output of an attempt that failed, and output of an answer that was refused.' },
  duplicate: { bad: true, brief: 'A copy of what stands earlier in the same request.' },
  superseded: { bad: true, brief: 'A result that a later one of the same tool and arguments has replaced.' },
  unused_tool: { bad: true, brief: 'The definition of a tool that the session never called.' },
  unclassified: { bad: false, unknown: true, brief: 'Nothing is known about it but its number.' },
} as const satisfies Record<string, ShareRow>;

/** Supply side: what became of every unit that was offered to a model. */
export const contextFates = {
  delivered: { bad: false, brief: 'The model had it in the last request.' },
  truncated: { bad: true, brief: 'Cut, by its source or on its way.' },
  undelivered: { bad: true, brief: 'Never reached the model.' },
  corrupted: { bad: true, brief: 'Reached it with other bytes.' },
  evicted: { bad: true, brief: 'Was taken out of the conversation, and nothing stands for it.' },
  compacted: { bad: true, brief: 'Was taken out for a summary, less the size of the summary.' },
  reclaimed: { bad: false, brief: 'Was taken out, and had been waste.' },
  unobservable: { bad: false, unknown: true, brief: 'No request followed in which it could have stood.' },
} as const satisfies Record<string, ShareRow>;

/** Class of an input token. */
export type TokenClass = keyof typeof tokenClasses;
/** Fate of an offered token. */
export type ContextFate = keyof typeof contextFates;

/** Tokens by class; a class without tokens may be absent. */
export type ClassTotals = Partial<Record<TokenClass, number>>;
/** Tokens by fate; a fate without tokens may be absent. */
export type FateTotals = Partial<Record<ContextFate, number>>;

/** Adds tokens to one share of the totals. */
export function addTo<Share extends string>(
  totals: Partial<Record<Share, number>>,
  share: Share,
  tokens: number,
): void {
  if (tokens > 0) totals[share] = (totals[share] ?? 0) + tokens;
}

/** Sum of all shares, in tokens. */
export function sumOfShares(totals: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(totals).reduce((sum: number, tokens) => sum + (tokens ?? 0), 0);
}
