import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { buildPanel } from './build-panel.ts';
import { links } from './links.ts';
import { panelId } from './panel-id.ts';
import type { DashboardSpec, PanelSpec, RowSpec } from './panel.ts';
import { variables } from './variables.ts';

const COLUMNS = 24;
const HEIGHT = 8;

/** A dashboard as Grafana 10 to 13 import it (classic JSON, schema version 42). */
export function buildDashboard(spec: DashboardSpec): dashboard.Dashboard {
  const frame = new dashboard.DashboardBuilder(spec.title)
    .uid(`mcp-${spec.name}`)
    .description(spec.description)
    .tags(['mcp-otel', 'mcp'])
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .timezone('browser')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .readonly()
    .variables(variables())
    .link(links.toOthers())
    .build();
  return { ...frame, panels: layOut(spec.rows) };
}

/** Panels from left to right and row by row: the layout of the SDK does not wrap. */
function layOut(rows: readonly RowSpec[]): (dashboard.Panel | dashboard.RowPanel)[] {
  let y = 0;
  return rows.flatMap((row) => {
    const { panels, height } = placed(row.panels, y + 1);
    const title = rowPanel(row, y, row.collapsed === true ? panels : []);
    y += 1 + (row.collapsed === true ? 0 : height);
    return row.collapsed === true ? [title] : [title, ...panels];
  });
}

function placed(
  specs: readonly PanelSpec[],
  top: number,
): { readonly panels: readonly dashboard.Panel[]; readonly height: number } {
  let [x, y, lineHeight] = [0, top, 0];
  const panels = specs.map((spec) => {
    const { width, height = HEIGHT } = spec;
    if (x + width > COLUMNS) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const panel = buildPanel(spec, { x, y, w: width, h: height });
    [x, lineHeight] = [x + width, Math.max(lineHeight, height)];
    return panel;
  });
  return { panels, height: y + lineHeight - top };
}

function rowPanel({ title, collapsed = false }: RowSpec, y: number, panels: readonly dashboard.Panel[]): dashboard.RowPanel {
  const row = new dashboard.RowBuilder(title)
    .id(panelId(`row ${title}`))
    .collapsed(collapsed)
    .gridPos({ x: 0, y, w: COLUMNS, h: 1 })
    .build();
  return { ...row, panels: [...panels] };
}
