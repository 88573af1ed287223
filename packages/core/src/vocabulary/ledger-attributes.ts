import { contextFates, tokenClasses, type ContextFate, type ShareRow, type TokenClass } from '../ledger/classes.ts';
import { string, tokens, type AttributeRow } from './attribute-row.ts';
import * as own from './own-names.ts';

const ratio = (brief: string): AttributeRow & { type: 'double' } => ({ type: 'double', origin: 'own', brief });
const int = (brief: string): AttributeRow & { type: 'int' } => ({ type: 'int', origin: 'own', brief });

/** What the conservation ledger tells: facts on the spans of model calls, closed books on settlements. See `ledger.md`. */
export const ledgerAttributes = {
  [own.ATTR_LEDGER_FACTS]: string(
    'own',
    'What matching has found out, as JSON: numbers only. On an event of that name.',
  ),
  [own.ATTR_LEDGER_BOOKINGS]: string('own', 'Tokens by span and class or fate, as JSON. On an event of that name.'),
  [own.ATTR_LEDGER_PERIOD]: int('Accounting period of the session: 1, and one more after each close.'),
  [own.ATTR_LEDGER_FIRST]: int(
    'Number of the first record of the facts in its period; a gap shows that some are missing.',
  ),
  [own.ATTR_LEDGER_CLOSING]: string(
    'own',
    'Why the books were closed: `ended`, `idle` or `bounds` (there was no room).',
  ),
  [own.ATTR_LEDGER_CALLS]: int('Calls of models in the books.'),
  [own.ATTR_LEDGER_ESTIMATED]: tokens('own', 'Input tokens that nobody has told and that were estimated.'),
  [own.ATTR_LEDGER_FOLDED]: int('Blocks that were too many in one request to be told one by one.'),
  [own.ATTR_LEDGER_UNREFERENCED]: tokens('own', 'Meaningful tokens of results that no model is known to have used.'),
  [own.ATTR_LEDGER_EFFICIENCY]: ratio('Part of the input that is not provably waste, 0 to 1.'),
  [own.ATTR_LEDGER_EFFICIENCY_PESSIMISTIC]: ratio('The same where what is not known to be used is waste too.'),
  [own.ATTR_LEDGER_EFFICIENCY_COST]: ratio('The same by price, for the calls whose price is known.'),
  [own.ATTR_LEDGER_EFFICIENCY_COVERAGE]: ratio('Part of the input that could be classified, 0 to 1.'),
  [own.ATTR_LEDGER_LOSS]: ratio('Part of what was offered, as far as it could be seen, that was lost, 0 to 1.'),
  [own.ATTR_LEDGER_LOSS_COVERAGE]: ratio('Part of what was offered that could be seen, 0 to 1.'),
  ...shareRows<typeof own.PREFIX_LEDGER_TOKENS, TokenClass>(own.PREFIX_LEDGER_TOKENS, tokenClasses),
  ...shareRows<typeof own.PREFIX_LEDGER_CONTEXT, ContextFate>(own.PREFIX_LEDGER_CONTEXT, contextFates),
  [own.ATTR_CLASS]: string('own', 'Class of an input token; see `ledger.md`.'),
  [own.ATTR_FATE]: string('own', 'Fate of an offered token; see `ledger.md`.'),
  [own.ATTR_METRICS_SOURCE]: string(
    'own',
    'On the resource: `process` where it counts itself, `spans` where others count its spans.',
  ),
} as const satisfies Record<string, AttributeRow>;

function shareRows<Prefix extends string, Share extends string>(
  prefix: Prefix,
  shares: Readonly<Record<Share, ShareRow>>,
): Readonly<Record<`${Prefix}${Share}`, AttributeRow>> {
  const rows = Object.entries<ShareRow>(shares).map(([share, { brief }]) => [
    `${prefix}${share}`,
    tokens('own', brief),
  ]);
  return Object.fromEntries(rows) as Record<`${Prefix}${Share}`, AttributeRow>; // One row per share.
}
