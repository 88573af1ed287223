import type { ContextFate, TokenClass } from '../classes.ts';
import { summed, type Booking, type Entry, type SupplyBooking, type UseBooking } from './booking.ts';
import type { Book } from './book.ts';
import { fatesOf, type UnitPart } from './fates.ts';
import { figuresOf, isUnused, type Figures } from './figures.ts';

/** The books of one accounting period of a session, closed. */
export interface ClosedBook {
  readonly figures: Figures;
  readonly bookings: readonly Booking[];
  /** Calls of models in it. */
  readonly calls: number;
  /** Input tokens whose number is an estimate. */
  readonly estimated: number;
  /** Blocks that were too many to be told one by one. */
  readonly folded: number;
}

/** Closes the books: whatever was open is decided. */
export function closeBook(book: Book): ClosedBook {
  return {
    figures: figuresOf(book),
    bookings: [...useBookings(book), ...supplyBookings(book)],
    calls: book.calls.length,
    estimated: book.estimated,
    folded: book.folded,
  };
}

function useBookings(book: Book): readonly UseBooking[] {
  return book.calls.flatMap(({ span, shares, tools }) =>
    summed([
      ...shares.map((share): UseBooking => ({ side: 'use', span, ...share })),
      ...tools.map(([tool, tokens]): UseBooking => ({ side: 'use', span, ...toolShare(book, tool), tokens })),
    ]),
  );
}

function toolShare(book: Book, tool: number) {
  return isUnused(book, tool)
    ? ({ share: 'unused_tool', rule: 'R8' } as const)
    : ({ share: 'meaningful', rule: 'R2' } as const);
}

function supplyBookings(book: Book): readonly SupplyBooking[] {
  return summed(
    fatesOf(book).map(({ unit, share, rule, tokens }): SupplyBooking => {
      return { side: 'supply', span: unit.facts.span, share, rule, tokens };
    }),
  );
}

/** Every block and unit with what its tokens were: the books as a table. */
export function entriesOf(book: Book): readonly Entry[] {
  return [...useEntries(book), ...supplyEntries(book)];
}

function useEntries(book: Book): readonly Entry[] {
  return [...blockEntries(book), ...book.extras.map(extraEntry)];
}

/** Output that is waste, and input of which nothing is known but its number. */
function extraEntry(extra: Book['extras'][number]): Entry {
  const kind = extra.rule === 'R5' ? 'unseen' : 'output';
  return { side: 'use', item: -1, kind, calls: 1, ...extra };
}

function blockEntries(book: Book): readonly Entry[] {
  const spans = spansOf(book);
  return book.blocks.flatMap(({ facts, span }, item) =>
    (book.sums[item] ?? []).map(({ share, tokens, calls, rule }): Entry => {
      const decided: { share: TokenClass; rule: Entry['rule'] } =
        share === 'tool' ? toolShare(book, facts.tool ?? -1) : { share, rule };
      return { side: 'use', item, kind: facts.class, ...decided, tokens, calls, span: spans.get(item) ?? span };
    }),
  );
}

/** The span that offered what a block brings. */
function spansOf({ units }: Book): ReadonlyMap<number, string> {
  return new Map(
    [...units.values()].flatMap(({ facts, binds }) => binds.map(({ block }) => [block, facts.span] as const)),
  );
}

function supplyEntries(book: Book): readonly Entry[] {
  const byShare = new Map<string, UnitPart>();
  for (const part of fatesOf(book)) {
    const key = `${part.unit.facts.unit} ${part.share}`;
    const known = byShare.get(key);
    byShare.set(key, known === undefined ? part : { ...known, tokens: known.tokens + part.tokens });
  }
  return [...byShare.values()]
    .filter(({ tokens }) => tokens > 0)
    .map(({ unit: { facts }, share, rule, tokens }): Entry => {
      const fate: ContextFate = share;
      return {
        side: 'supply',
        item: facts.unit,
        kind: facts.kind,
        share: fate,
        tokens,
        rule,
        calls: 1,
        span: facts.span,
      };
    });
}
