import type { Thresholds } from '@mcp-otel/core';
import { thresholdSteps, type ThresholdLine } from '../dashboards/threshold-steps.ts';

/** The parts of a panel that thresholds are told by. */
interface Panel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly options?: object;
  readonly panels?: readonly Panel[];
  readonly fieldConfig?: { readonly defaults?: object };
}

/** A dashboard that is made for other thresholds. */
export interface DashboardJson {
  readonly uid: string;
  readonly panels: readonly Panel[];
}

/** A dashboard with its lines at other thresholds. */
export function withThresholds(
  dashboard: DashboardJson,
  lines: readonly ThresholdLine[],
  thresholds: Thresholds,
): DashboardJson {
  const table: Readonly<Record<string, Thresholds[keyof Thresholds] | undefined>> = thresholds;
  const byPanel = new Map(lines.filter((line) => line.dashboard === dashboard.uid).map((line) => [line.panel, line]));
  const redrawn = (panel: Panel): Panel => {
    const line = panel.id === undefined ? undefined : byPanel.get(panel.id);
    const row = line && table[line.threshold];
    const inner = panel.panels && { panels: panel.panels.map(redrawn) };
    if (row === undefined) return { ...panel, ...inner };
    const steps = { mode: 'absolute', steps: thresholdSteps(row) };
    const { fieldConfig } = panel;
    return {
      ...panel,
      ...inner,
      fieldConfig: { ...fieldConfig, defaults: { ...fieldConfig?.defaults, thresholds: steps } },
    };
  };
  return { ...dashboard, panels: dashboard.panels.map(redrawn) };
}

/** A dashboard whose texts are the runbooks of other thresholds, where they are runbooks at all. */
export function withRunbooks(dashboard: DashboardJson, runbooks: Readonly<Record<string, string>>): DashboardJson {
  const panels = dashboard.panels.map((panel) => {
    const content = panel.type === 'text' ? runbooks[panel.title ?? ''] : undefined;
    return content === undefined ? panel : { ...panel, options: { ...panel.options, content } };
  });
  return { ...dashboard, panels };
}
