import { contextFates, tokenClasses } from '../ledger/classes.ts';
import type { MetricRow } from './metric-row.ts';
import * as own from './own-names.ts';

/** Calls of a session; 29 and 100 are the borders of what is expected. */
const CALL_BUCKETS = [1, 2, 5, 10, 20, 29, 50, 75, 100, 150, 250, 500, 1_000] as const;

/** Metrics of the conservation ledger (see `ledger.md`) and of sessions. What is open comes back to 0 when it is closed. */
export const ledgerMetrics = {
  [own.METRIC_TOKENS]: {
    instrument: 'observableCounter',
    unit: '{token}',
    labels: [own.ATTR_CLASS],
    maxSeries: Object.keys(tokenClasses).length,
    brief: 'Input tokens of closed sessions by class. Efficiency is the meaningful part of all but the unclassified.',
  },
  [own.METRIC_TOKENS_OPEN]: {
    instrument: 'observableUpDownCounter',
    unit: '{token}',
    labels: [own.ATTR_CLASS],
    maxSeries: Object.keys(tokenClasses).length,
    brief: 'The same of open sessions, as if they were closed now.',
  },
  [own.METRIC_CONTEXT_TOKENS]: {
    instrument: 'observableCounter',
    unit: '{token}',
    labels: [own.ATTR_FATE],
    maxSeries: Object.keys(contextFates).length,
    brief:
      'Tokens that were offered to models in closed sessions, by fate. Loss is the lost part of lost and delivered.',
  },
  [own.METRIC_CONTEXT_TOKENS_OPEN]: {
    instrument: 'observableUpDownCounter',
    unit: '{token}',
    labels: [own.ATTR_FATE],
    maxSeries: Object.keys(contextFates).length,
    brief: 'The same of open sessions, as if they were closed now.',
  },
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
