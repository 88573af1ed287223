import { conservationThresholds } from './conservation-thresholds.ts';
import { securityThresholds } from './security-thresholds.ts';
import { telemetryThresholds } from './telemetry-thresholds.ts';
import type { PromDuration, Severity, ThresholdRow } from './threshold-row.ts';
import { toolThresholds } from './tool-thresholds.ts';

/**
 * Every threshold. Alerts, their tests and runbooks, the lines on dashboards and the targets in reports come from this
 * table; `mcp-otel artifacts --thresholds FILE` makes them anew with other values.
 */
export const thresholds = {
  ...conservationThresholds,
  ...toolThresholds,
  ...securityThresholds,
  ...telemetryThresholds,
} as const satisfies Record<string, ThresholdRow>;

/** Name of a threshold. */
export type ThresholdName = keyof typeof thresholds;

/** A table of thresholds, with values of one's own or those of the product. */
export type Thresholds = Readonly<Record<ThresholdName, ThresholdRow>>;

/** How fast what may fail in 30 days is used up: alerts are made of a long and a short window (Google SRE workbook, chapter 5). */
export const burnTiers = [
  { times: 14.4, window: '1h', second: '5m', for: '2m', severity: 'critical', guarded: true },
  { times: 6, window: '6h', second: '30m', for: '15m', severity: 'critical', guarded: true },
  { times: 3, window: '1d', second: '2h', for: '1h', severity: 'warning', guarded: false },
  { times: 1, window: '3d', second: '6h', for: '3h', severity: 'warning', guarded: false },
] as const satisfies readonly BurnTier[];

/** One pace at which the budget of failures is used up. */
export interface BurnTier {
  /** Times the pace that uses all of it up in 30 days. */
  readonly times: number;
  readonly window: PromDuration;
  readonly second: PromDuration;
  readonly for: PromDuration;
  readonly severity: Severity;
  /** Whether it needs the traffic of the row. */
  readonly guarded: boolean;
}
