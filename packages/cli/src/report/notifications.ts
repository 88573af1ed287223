import { own, semconv } from '@mcp-otel/core';
import type { ReceivedPoint } from '@mcp-otel/pipeline';
import { groupBy } from './group-by.ts';
import { textOf } from './text-of.ts';

/** Notifications by method, as their receivers counted them: the last value of each process, added up. */
export function notificationCounts(points: readonly ReceivedPoint[]): Readonly<Record<string, number>> {
  const counters = points.filter(
    ({ metric, attributes }) =>
      metric === own.METRIC_CALLS &&
      attributes[own.ATTR_SIDE] === 'server' &&
      textOf(attributes[semconv.ATTR_MCP_METHOD_NAME]).startsWith('notifications/'),
  );
  const counts: Record<string, number> = {};
  const series = groupBy(counters, ({ resource, attributes }) =>
    JSON.stringify([
      resource['service.instance.id'],
      attributes[semconv.ATTR_MCP_METHOD_NAME],
      attributes[own.ATTR_OUTCOME],
    ]),
  );
  for (const values of series.values()) {
    const last = values.reduce((a, b) => (b.timeUnixNano >= a.timeUnixNano ? b : a));
    const method = textOf(last.attributes[semconv.ATTR_MCP_METHOD_NAME]);
    counts[method] = (counts[method] ?? 0) + last.value;
  }
  return counts;
}
