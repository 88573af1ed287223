/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** An alert of Prometheus. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after the other, at one time. */
export interface RuleGroup<Rule> {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

/** A group of recording rules. Where a rule reads another one, that one stands before it. */
export type RecordingGroup = RuleGroup<RecordingRule>;

/** Time between two evaluations; well below the five minutes after which Prometheus takes a series for gone. */
export const INTERVAL = '30s';
/** The same for windows of days, which cost more and change slowly. */
export const SLOW_INTERVAL = '2m';

/**
 * A figure by job from one by job and side: the client's where there is one, else the server's. A call that both sides
 * see is one call, so the sides are never added.
 */
export function headline(perSide: string, side: string, by: readonly string[] = ['job']): string {
  const of = (value: string): string => `sum by (${by.join(', ')}) (${perSide}{${side}="${value}"})`;
  return `${of('client')}\nor ${of('server')}`;
}
