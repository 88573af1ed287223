import { createRedactor, own } from '@mcp-otel/core';
import type { ReceivedPoint, ReceivedSpan } from '@mcp-otel/pipeline';
import { groupBy } from './group-by.ts';
import { textOf } from './text-of.ts';

/** Secrets by class: how many were taken out on the way, and how many are still in what arrived. */
export interface Redactions {
  readonly takenOut: Readonly<Record<string, number>>;
  readonly left: number;
}

/** Reads the counters of the programs, and everything that they sent, with the same rules. */
export function redactions(points: readonly ReceivedPoint[], spans: readonly ReceivedSpan[]): Redactions {
  const counters = points.filter(({ metric }) => metric === own.METRIC_REDACTIONS);
  const takenOut: Record<string, number> = {};
  const series = groupBy(counters, ({ resource, attributes }) =>
    JSON.stringify([resource['service.instance.id'], attributes[own.ATTR_REDACTION_CLASS]]),
  );
  for (const values of series.values()) {
    const last = values.reduce((a, b) => (b.timeUnixNano >= a.timeUnixNano ? b : a));
    const name = textOf(last.attributes[own.ATTR_REDACTION_CLASS]);
    if (last.value > 0) takenOut[name] = (takenOut[name] ?? 0) + last.value;
  }
  return { takenOut, left: secretsIn(spans) };
}

function secretsIn(spans: readonly ReceivedSpan[]): number {
  let found = 0;
  const redactor = createRedactor({ count: () => (found += 1) });
  for (const { name, attributes, events, status } of spans) {
    for (const text of [
      name,
      status.message,
      ...Object.values(attributes),
      ...events.flatMap((event) => Object.values(event.attributes)),
    ])
      if (typeof text === 'string') redactor.text(text);
  }
  return found;
}
