import { thresholds } from '@mcp-otel/core';
import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelId } from './panel-id.ts';
import type { PanelSpec } from './panel.ts';

/** Uid of the dashboard that holds the runbooks: they are where the panels are, and need no server of their own. */
export const RUNBOOKS_UID = 'mcp-runbooks';

/** Links of panels and dashboards. */
export const links = {
  /** The runbook of the threshold that a panel shows. */
  ofPanel({ threshold }: PanelSpec): DashboardLinkBuilder[] {
    if (threshold === undefined) return [];
    const { alert } = thresholds[threshold];
    return [link(`Runbook: ${alert}`, `/d/${RUNBOOKS_UID}?viewPanel=${panelId(alert)}`)];
  },
  /** A search for the traces of what is clicked on. Our own metrics have no exemplars: the SDK of OpenTelemetry makes none. */
  toTraces({ label, attribute }: NonNullable<PanelSpec['traces']>): DashboardLinkBuilder[] {
    const query = `{ span.${attribute} = "\${__field.labels.${label}}" }`;
    const pane = {
      a: {
        datasource: '${tempo}',
        queries: [{ refId: 'A', datasource: { type: 'tempo', uid: '${tempo}' }, queryType: 'traceql', query, limit: 50 }],
        range: { from: '${__from}', to: '${__to}' },
      },
    };
    const panes = encodeURIComponent(JSON.stringify(pane)).replaceAll('%24%7B', '${').replaceAll('%7D', '}');
    return [link('Traces in Tempo', `/explore?schemaVersion=1&panes=${panes}`)];
  },
  /** The other dashboards, with what is chosen in this one. */
  toOthers(): DashboardLinkBuilder {
    return new DashboardLinkBuilder('MCP')
      .type(DashboardLinkType.Dashboards)
      .tags(['mcp-otel'])
      .asDropdown(true)
      .includeVars(true)
      .keepTime(true);
  },
};

function link(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
}
