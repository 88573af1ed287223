import { contextFates, tokenClasses } from '../ledger/classes.ts';
import type { AttributeKey } from './attributes.ts';
import type { MetricRow } from './metric-row.ts';
import * as own from './own-names.ts';

/** Calls of a session; 29 and 100 are the borders of what is expected. */
const CALL_BUCKETS = [1, 2, 5, 10, 20, 29, 50, 75, 100, 150, 250, 500, 1_000] as const;

const OPEN = 'The same of open sessions, as if they were closed now.';

/** Row of a metric that has one series for each share of the books. */
function shares<Instrument extends MetricRow['instrument'], Label extends AttributeKey>(
  instrument: Instrument,
  label: Label,
  table: object,
  brief: string,
) {
  return { instrument, unit: '{token}', labels: [label], maxSeries: Object.keys(table).length, brief } as const;
}

/** Metrics of the conservation ledger (see `ledger.md`) and of sessions. What is open comes back to 0 when it is closed. */
export const ledgerMetrics = {
  [own.METRIC_TOKENS]: shares(
    'observableCounter',
    own.ATTR_CLASS,
    tokenClasses,
    'Input tokens of closed sessions by class. Efficiency is the meaningful part of all but the unclassified.',
  ),
  [own.METRIC_TOKENS_OPEN]: shares('observableUpDownCounter', own.ATTR_CLASS, tokenClasses, OPEN),
  [own.METRIC_CONTEXT_TOKENS]: shares(
    'observableCounter',
    own.ATTR_FATE,
    contextFates,
    'Tokens that were offered to models in closed sessions, by fate. Loss is the lost part of lost and delivered.',
  ),
  [own.METRIC_CONTEXT_TOKENS_OPEN]: shares('observableUpDownCounter', own.ATTR_FATE, contextFates, OPEN),
  [own.METRIC_SESSION_CALLS]: {
    instrument: 'histogram',
    unit: '{call}',
    labels: [own.ATTR_SIDE],
    buckets: CALL_BUCKETS,
    maxSeries: 2,
    brief: 'Calls of a session when it is over: of models, tools, resources and prompts, on the side that makes them.',
  },
  [own.METRIC_SESSION_RUNAWAYS]: {
    instrument: 'observableCounter',
    unit: '{session}',
    labels: [own.ATTR_SIDE],
    maxSeries: 2,
    brief: 'Sessions that have gone past 100 calls.',
  },
} as const satisfies Record<string, MetricRow>;
