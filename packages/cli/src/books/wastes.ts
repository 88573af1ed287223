import { contextFates, tokenClasses, type Entry, type ShareRow } from '@mcp-otel/core';
import { groupBy } from '../report/group-by.ts';

/** A waste or a loss, and what to do about it. */
export interface Waste {
  readonly share: string;
  readonly tokens: number;
  /** Blocks or units that it consists of. */
  readonly items: number;
  /** Span that brought the largest part. */
  readonly span: string;
  readonly advice: string;
}

const advice: Readonly<Record<string, string>> = {
  retry: 'See why attempts fail, and let only the failed part be asked again.',
  duplicate: 'Leave out what stands in the conversation already, or read it once.',
  superseded: 'Take older results of the same call out of the history.',
  unused_tool: 'Offer these tools only to the agents that call them, or let the model search for tools.',
  truncated: 'Let the tool return less, in pages, and do not cut what it returns.',
  undelivered: 'Pass the result on to the model, or do not ask for it. Stubs: MCP_OTEL_STUBBED_TOOLS.',
  corrupted: 'Look for the encoding or the rewriting on the way from the tool to the model.',
  evicted: 'Keep a summary of what is taken out of the conversation.',
  compacted: 'Write longer summaries, or take waste out first.',
};

/** The dearest wastes and losses of a session, the dearest first. */
export function dearestWastes(entries: readonly Entry[], most: number): readonly Waste[] {
  const bad = entries.filter(({ share }) => shares[share]?.bad === true);
  return [...groupBy(bad, ({ share }) => share)]
    .map(([share, group]) => {
      const [largest] = group.toSorted((a, b) => b.tokens - a.tokens);
      const tokens = group.reduce((sum, entry) => sum + entry.tokens, 0);
      return { share, tokens, items: group.length, span: largest?.span ?? '', advice: advice[share] ?? '' };
    })
    .toSorted((a, b) => b.tokens - a.tokens)
    .slice(0, most);
}

const shares: Readonly<Record<string, ShareRow>> = { ...tokenClasses, ...contextFates };
