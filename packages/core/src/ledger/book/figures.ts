import { addTo, contextFates, sumOfShares, type ClassTotals, type FateTotals } from '../classes.ts';
import { CHANCES, type Book } from './book.ts';
import { fatesOf } from './fates.ts';

/** Below this part of what could be known a ratio says nothing. */
export const MIN_COVERAGE = 0.5;

/** The figures of a session, or of several. Ratios are between 0 and 1; undefined where there is nothing to divide. */
export interface Figures {
  readonly tokens: ClassTotals;
  readonly context: FateTotals;
  /** Price of input by class, in nano-USD, of calls whose price is known. */
  readonly costs: Partial<Record<keyof ClassTotals, number>>;
  /** Meaningful tokens that no later word of a model shows to have been used: results of tools. */
  readonly unreferenced: number;
}

/** A ratio, what it was taken of, and how much of that could be known. */
export interface Ratio {
  readonly value: number | undefined;
  /** Tokens, or nano-USD. */
  readonly denominator: number;
  readonly coverage: number;
}

/** What the books say, as if the session ended now. */
export function figuresOf(book: Book): Figures {
  const tokens = { ...book.totals };
  const costs = { ...book.costs };
  for (const [tool, count] of book.toolTokens) {
    const share = isUnused(book, tool) ? 'unused_tool' : 'meaningful';
    addTo(tokens, share, count);
    addTo(costs, share, book.toolCosts.get(tool) ?? 0);
  }
  const context: FateTotals = {};
  for (const { share, tokens: count } of fatesOf(book)) addTo(context, share, count);
  return { tokens, context, costs, unreferenced: unreferencedIn(book) };
}

/** R8: no model has called it, and there were enough calls to call it in. */
export function isUnused({ called, chances }: Book, tool: number): boolean {
  return chances >= CHANCES && !called.has(tool);
}

function unreferencedIn({ blocks, sums, referenced }: Book): number {
  return blocks.reduce((sum, { facts }, id) => {
    if (facts.class !== 'tool_result' || referenced.has(id)) return sum;
    return sum + (sums[id]?.find(({ share }) => share === 'meaningful')?.tokens ?? 0);
  }, 0);
}

/** Part of the input that is not provably wasted. */
export function efficiencyOf({ tokens }: Pick<Figures, 'tokens'>): Ratio {
  return ratio(tokens.meaningful ?? 0, tokens.unclassified ?? 0, sumOfShares(tokens));
}

/** The same where everything that nobody is known to have used is waste. */
export function pessimisticEfficiencyOf({ tokens, unreferenced }: Figures): Ratio {
  return ratio((tokens.meaningful ?? 0) - unreferenced, tokens.unclassified ?? 0, sumOfShares(tokens));
}

/** The same by price: what comes from a cache is cheap. Coverage is of the calls whose price is known. */
export function costEfficiencyOf({ costs }: Figures): Ratio {
  return ratio(costs.meaningful ?? 0, costs.unclassified ?? 0, sumOfShares(costs));
}

/** Part of what was offered, as far as it could be seen, that is lost. */
export function lossOf({ context }: Pick<Figures, 'context'>): Ratio {
  const offered = sumOfShares(context);
  const lost = lostIn(context);
  const delivered = context.delivered ?? 0;
  const unknown = context.unobservable ?? 0;
  const denominator = lost + delivered;
  const coverage = offered === 0 ? 0 : (offered - unknown) / offered;
  return { value: denominator === 0 ? undefined : lost / denominator, denominator, coverage };
}

function lostIn(context: FateTotals): number {
  const fates = Object.keys(contextFates) as (keyof FateTotals)[];
  return fates.reduce((sum, fate) => (contextFates[fate].bad ? sum + (context[fate] ?? 0) : sum), 0);
}

function ratio(good: number, unknown: number, all: number): Ratio {
  const denominator = all - unknown;
  return {
    value: denominator === 0 ? undefined : good / denominator,
    denominator,
    coverage: all === 0 ? 0 : denominator / all,
  };
}

/** Whether a ratio covers enough to be told. */
export function isMeasurable({ value, coverage }: Ratio): boolean {
  return value !== undefined && coverage >= MIN_COVERAGE;
}

/** Adds figures of sessions up. A share of which nothing is left is absent. */
export function addFigures(sum: Figures, more: Figures): Figures {
  return {
    tokens: added(sum.tokens, more.tokens),
    context: added(sum.context, more.context),
    costs: added(sum.costs, more.costs),
    unreferenced: sum.unreferenced + more.unreferenced,
  };
}

function added<Share extends string>(
  sum: Partial<Record<Share, number>>,
  more: Partial<Record<Share, number>>,
): Partial<Record<Share, number>> {
  const result = { ...sum };
  for (const share of Object.keys(more) as Share[]) {
    const count = (result[share] ?? 0) + (more[share] ?? 0);
    if (count === 0) delete result[share];
    else result[share] = count;
  }
  return result;
}

/** Of no session. */
export const noFigures: Figures = { tokens: {}, context: {}, costs: {}, unreferenced: 0 };
