import type { Attributes } from '@opentelemetry/api';
import {
  costEfficiencyOf,
  efficiencyOf,
  isMeasurable,
  lossOf,
  pessimisticEfficiencyOf,
  type Ratio,
} from '../book/figures.ts';
import { contextFates, tokenClasses } from '../classes.ts';
import type { Settled } from '../ledger-parts.ts';
import * as own from '../../vocabulary/own-names.ts';

/** The closed books of a session as attributes of its settlement. A ratio that covers too little is left out. */
export function settlementAttributes({ session, period, closing, book }: Settled): Attributes {
  const { figures, calls, estimated, folded } = book;
  const efficiency = efficiencyOf(figures);
  const loss = lossOf(figures);
  return {
    [own.ATTR_SESSION_ID]: session,
    [own.ATTR_LEDGER_PERIOD]: period,
    [own.ATTR_LEDGER_CLOSING]: closing,
    [own.ATTR_LEDGER_CALLS]: calls,
    [own.ATTR_LEDGER_ESTIMATED]: estimated,
    [own.ATTR_LEDGER_FOLDED]: folded,
    [own.ATTR_LEDGER_UNREFERENCED]: figures.unreferenced,
    ...told(own.ATTR_LEDGER_EFFICIENCY, efficiency),
    ...told(own.ATTR_LEDGER_EFFICIENCY_PESSIMISTIC, pessimisticEfficiencyOf(figures)),
    ...told(own.ATTR_LEDGER_EFFICIENCY_COST, costEfficiencyOf(figures)),
    [own.ATTR_LEDGER_EFFICIENCY_COVERAGE]: efficiency.coverage,
    ...told(own.ATTR_LEDGER_LOSS, loss),
    [own.ATTR_LEDGER_LOSS_COVERAGE]: loss.coverage,
    ...shares(own.PREFIX_LEDGER_TOKENS, tokenClasses, figures.tokens),
    ...shares(own.PREFIX_LEDGER_CONTEXT, contextFates, figures.context),
  };
}

function told(name: string, ratio: Ratio): Attributes {
  return isMeasurable(ratio) ? { [name]: ratio.value } : {};
}

function shares(prefix: string, table: object, totals: Readonly<Partial<Record<string, number>>>): Attributes {
  return Object.fromEntries(Object.keys(table).map((share) => [`${prefix}${share}`, totals[share] ?? 0]));
}
