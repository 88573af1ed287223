/** A time as Prometheus writes it. */
export type PromDuration = `${number}${'m' | 'h' | 'd'}`;

/** How urgent an alert is: `critical` wakes somebody, `error` and `warning` are for working hours, `info` is for later. */
export type Severity = 'info' | 'warning' | 'error' | 'critical';

/** What a figure is measured in; ratios are between 0 and 1. */
export type FigureUnit = 'ratio' | 'second' | 'event' | 'session' | 'prompt' | 'times' | 'span' | 'series' | 'error';

/** Least traffic below which a figure says nothing. */
export interface Guard {
  readonly value: number;
  readonly unit: 'call' | 'token' | 'session' | 'span' | 'error';
  readonly window: PromDuration;
}

/** One figure that somebody is told about when it goes too far. */
export interface ThresholdRow {
  readonly title: string;
  readonly direction: 'above' | 'below';
  readonly value: number;
  readonly unit: FigureUnit;
  /** Time over which the figure is taken. */
  readonly window: PromDuration;
  /** A second one that has to agree: a short one ends the alert soon after its cause, a long one keeps a moment from making it. */
  readonly second?: PromDuration;
  readonly guard?: Guard;
  readonly severity: Severity;
  /** Time for which it has to hold. */
  readonly for: PromDuration;
  /** Name of the alert, and of its runbook. */
  readonly alert: string;
  readonly group: 'mcp_alerts' | 'mcp_security' | 'mcp_telemetry';
  /** Dashboard that shows it. */
  readonly dashboard: 'overview' | 'tools' | 'tokens' | 'sessions' | 'security' | 'prompts' | 'delivery';
  /** Words of the monitoring guides for MCP that ask for it. */
  readonly asked?: string;
  readonly brief: string;
}

/** So many tokens in the window. */
export const tokens = (value: number, window: PromDuration): Guard => ({ value, unit: 'token', window });
/** So many calls in the window. */
export const calls = (value: number, window: PromDuration): Guard => ({ value, unit: 'call', window });
