import { burnTiers, own, thresholds, type ThresholdName, type ThresholdRow } from '@mcp-otel/core';
import type { ReceivedPoint } from '@mcp-otel/pipeline';
import type { ConservationFigure } from '../books/conservation.ts';
import { flatten, type Call } from './call-tree.ts';
import type { DeliveryRow } from './delivery.ts';
import type { DriftRow } from './governance.ts';

/** A threshold that some traffic went beyond. */
export interface AlertRow {
  readonly alert: string;
  readonly title: string;
  readonly severity: string;
  readonly value: number;
  readonly limit: number;
  readonly direction: ThresholdRow['direction'];
  readonly unit: ThresholdRow['unit'];
  /** How much traffic there was and how much is needed, where it was too little to judge by: the alert stays silent. */
  readonly tooLittle?: { readonly traffic: number; readonly needed: number; readonly unit: string };
}

/** What is known about a short time of traffic. */
export interface AlertFacts {
  readonly conservation: readonly ConservationFigure[];
  /** Calls of one program. */
  readonly calls: readonly Call[];
  readonly drift: readonly DriftRow[];
  readonly delivery: readonly DeliveryRow[];
  readonly points: readonly ReceivedPoint[];
}

/** A figure, and how much traffic it was taken of. */
interface Measured {
  readonly value: number | undefined;
  readonly traffic: number;
}

/**
 * Alerts that traffic would have fired, had it gone on for as long as they wait; those that need days of a past are not
 * among them.
 */
export function alertRows(facts: AlertFacts): readonly AlertRow[] {
  return Object.entries(figuresOf(facts)).flatMap(([name, figure]) => rowOf(name as ThresholdName, figure) ?? []);
}

function figuresOf({
  conservation,
  calls,
  drift,
  delivery,
  points,
}: AlertFacts): Partial<Record<ThresholdName, Measured>> {
  const of = (name: ConservationFigure['name']): Measured => {
    const figure = conservation.find((each) => each.name === name);
    return { value: figure?.value, traffic: figure?.denominator ?? 0 };
  };
  const success = of('success');
  const errors = { ...success, value: success.value === undefined ? undefined : 1 - success.value };
  return {
    token_efficiency: of('efficiency'),
    context_loss: of('loss'),
    context_loss_burst: of('loss'),
    tool_success_objective: errors,
    tool_success: success,
    error_rate: errors,
    mean_latency: meanSeconds(calls),
    access_denied: events(points, 'access_denied'),
    rate_limit: events(points, 'rate_limit'),
    budget_exceeded: events(points, 'budget_exceeded'),
    prompt_drift: worstDrift(drift),
    delivery_residual: { value: Math.max(0, ...delivery.map(({ residual }) => Math.abs(residual))), traffic: 0 },
    spans_dropped: droppedOf(delivery),
  };
}

function rowOf(name: ThresholdName, { value, traffic }: Measured): AlertRow | undefined {
  const row: ThresholdRow = thresholds[name];
  const isBurn = name === 'tool_success_objective';
  const limit = isBurn ? burnTiers[0].times * (1 - row.value) : row.value;
  const direction = isBurn ? 'above' : row.direction;
  if (value === undefined || (direction === 'above' ? value <= limit : value >= limit)) return undefined;
  const { alert, severity, unit, guard } = row;
  const isTooLittle = guard !== undefined && traffic < guard.value;
  return {
    alert,
    title: isBurn ? 'Tool failures' : row.title,
    severity,
    value,
    limit,
    direction,
    unit,
    ...(isTooLittle && { tooLittle: { traffic, needed: guard.value, unit: guard.unit } }),
  };
}

function meanSeconds(calls: readonly Call[]): Measured {
  const times = flatten(calls).flatMap(({ method, client }) =>
    method === 'tools/call' && client !== undefined ? [client.ms / 1000] : [],
  );
  const sum = times.reduce((total, seconds) => total + seconds, 0);
  return { value: times.length === 0 ? undefined : sum / times.length, traffic: times.length };
}

function events(points: readonly ReceivedPoint[], type: string): Measured {
  const told = points.filter(
    ({ metric, attributes }) =>
      metric === own.METRIC_SECURITY_EVENTS &&
      attributes[own.ATTR_SIDE] === 'client' &&
      attributes[own.ATTR_SECURITY_EVENT] === type,
  );
  return { value: Math.max(0, ...told.map(({ value }) => value)), traffic: 0 };
}

/** The first text of a template is no drift. */
function worstDrift(drift: readonly DriftRow[]): Measured {
  const all = drift.map(({ invocations, variants }) => ({ value: (variants - 1) / invocations, traffic: invocations }));
  return all.toSorted((a, b) => b.value - a.value)[0] ?? { value: undefined, traffic: 0 };
}

function droppedOf(delivery: readonly DeliveryRow[]): Measured {
  const sum = (of: (row: DeliveryRow) => number): number => delivery.reduce((total, row) => total + of(row), 0);
  const started = sum((row) => row.started);
  return { value: started === 0 ? undefined : sum((row) => row.dropped) / started, traffic: started };
}
