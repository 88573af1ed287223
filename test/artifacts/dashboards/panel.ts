import type { ThresholdName } from '@mcp-otel/core';

/** A query of Prometheus, and how its series are called. */
export interface PromQuery {
  readonly expr: string;
  readonly legend?: string;
}

/** A figure whose last value is shown large. */
export type PanelKind =
  | 'stat'
  | 'lines'
  | 'bars'
  | 'areas'
  | 'heatmap'
  | 'table'
  | 'tempo'
  | 'jaeger'
  | 'sqlStat'
  | 'sqlTable'
  | 'text';

/** What a panel is, without how Grafana writes it. */
export interface PanelSpec {
  readonly kind: PanelKind;
  readonly title: string;
  /** What it shows, and what to do when it looks wrong. */
  readonly description: string;
  /** Unit of Grafana. */
  readonly unit: string;
  readonly queries: readonly PromQuery[];
  /** Threshold whose line is drawn, and whose runbook is linked. */
  readonly threshold?: ThresholdName;
  /** What stands there when there is nothing to show; says why. */
  readonly noValue: string;
  readonly width: number;
  readonly height?: number;
  /** Columns of a table: label to title. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Query of a trace store or of Postgres, or the text. */
  readonly text?: string;
  /** Label that a click searches traces by, and its attribute. */
  readonly traces?: { readonly label: string; readonly attribute: string };
}

/** A titled row of panels. */
export interface RowSpec {
  readonly title: string;
  readonly collapsed?: boolean;
  readonly panels: readonly PanelSpec[];
}

/** A dashboard, without how Grafana writes it. */
export interface DashboardSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly RowSpec[];
}
