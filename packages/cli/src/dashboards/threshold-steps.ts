import type { ThresholdRow } from '@mcp-otel/core';

/** One colour of a panel, from a value on. */
export interface ThresholdStep {
  readonly color: string;
  /** Null is the lowest. */
  readonly value: number | null;
}

/** A line of a panel: which threshold it stands for. */
export interface ThresholdLine {
  /** Uid of the dashboard. */
  readonly dashboard: string;
  /** Id of the panel. */
  readonly panel: number;
  readonly threshold: string;
}

/** Colours of a figure on both sides of its threshold. */
export function thresholdSteps({ direction, value, severity }: ThresholdRow): readonly ThresholdStep[] {
  const bad = severity === 'info' ? 'yellow' : severity === 'warning' ? 'orange' : 'red';
  const [below, above] = direction === 'above' ? ['green', bad] : [bad, 'green'];
  return [
    { color: below, value: null },
    { color: above, value },
  ];
}
