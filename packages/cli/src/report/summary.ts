import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { flatten, transportOf, type Call } from './call-tree.ts';
import { groupBy } from './group-by.ts';
import { modelFacts } from './model-facts.ts';
import { textOf } from './text-of.ts';

/** What one tool or method did, as its callers saw it. */
export interface ToolRow {
  readonly server: string;
  readonly transport: string;
  readonly name: string;
  readonly calls: number;
  /** Calls by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Sessions of one process, and the rung of the ladder that they came from. */
export interface SessionRow {
  readonly service: string;
  readonly transports: readonly string[];
  readonly source: string;
  readonly sessions: number;
}

/** Tool calls by server and tool, most called first. */
export function toolRows(calls: readonly Call[]): readonly ToolRow[] {
  const toolCalls = flatten(calls).filter(
    ({ client, target, model }) => model === undefined && client !== undefined && target !== undefined,
  );
  const groups = groupBy(toolCalls, ({ server, target }) =>
    [server?.service ?? '?', server?.transport ?? '?', target].join('\n'),
  );
  return [...groups]
    .map(([key, group]) => toolRow(key.split('\n'), group))
    .toSorted((a, b) => b.calls - a.calls || a.server.localeCompare(b.server) || a.name.localeCompare(b.name));
}

export function sessionRows(spans: readonly ReceivedSpan[]): readonly SessionRow[] {
  const known = spans.filter(({ attributes }) => attributes[own.ATTR_SESSION_ID] !== undefined);
  const groups = groupBy(known, ({ resource, attributes }) =>
    JSON.stringify([resource['service.instance.id'], attributes[own.ATTR_SESSION_SOURCE]]),
  );
  return [...groups.values()].map((group) => ({
    service: textOf(group[0]?.resource['service.name']),
    transports: [...new Set(group.map(wayOf))].toSorted(),
    source: textOf(group[0]?.attributes[own.ATTR_SESSION_SOURCE]),
    sessions: new Set(group.map(({ attributes }) => attributes[own.ATTR_SESSION_ID])).size,
  }));
}

/** How a call travelled; how models are reached is their clients' business. */
function wayOf(span: ReceivedSpan): string {
  return modelFacts(span) === undefined ? transportOf(span.attributes) : 'models';
}

/** The value below which the given share of sorted values lies (nearest rank). */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function toolRow([server = '', transport = '', name = '']: readonly string[], group: readonly Call[]): ToolRow {
  const times = group.flatMap(({ client }) => (client === undefined ? [] : [client.ms])).toSorted((a, b) => a - b);
  const outcomes = Object.fromEntries(
    [...groupBy(group, ({ outcome }) => outcome)].map(([outcome, calls]) => [outcome, calls.length]),
  );
  return {
    server,
    transport,
    name,
    calls: group.length,
    outcomes,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}
