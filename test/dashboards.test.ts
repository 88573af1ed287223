import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { thresholds } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { lint, panelsOf, type DashboardJson } from './support/lint-dashboard.ts';

const folder = fileURLToPath(new URL('../dashboards/json/', import.meta.url));
const dashboards = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as DashboardJson,
);
const byUid = (uid: string): DashboardJson => {
  const found = dashboards.find((dashboard) => dashboard.uid === uid);
  if (found === undefined) throw new Error(`there is no dashboard ${uid}`);
  return found;
};
const titlesOf = (uid: string): readonly string[] => panelsOf(byUid(uid)).map(({ title }) => title);

describe('the dashboards', () => {
  test.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s keeps to the rules',
    (_, dashboard) => {
      expect(lint(dashboard)).toEqual([]);
    },
  );
  test('are there for each area', () => {
    expect(dashboards.map(({ uid }) => uid).toSorted()).toEqual(
      ['delivery', 'overview', 'prompts', 'runbooks', 'security', 'sessions', 'tokens', 'tools'].map(
        (name) => `mcp-${name}`,
      ),
    );
  });
  test('have the panels that monitoring guides for MCP name', () => {
    for (const title of ['Tool Call Volume', 'Error Rate', 'Latency', 'Security Events', 'Top Tools', 'Top Users'])
      expect(titlesOf('mcp-overview')).toContain(title);
    const types = Object.fromEntries(panelsOf(byUid('mcp-overview')).map(({ title, type }) => [title, type]));
    expect(types).toMatchObject({
      'Tool Call Volume': 'timeseries',
      'Error Rate': 'timeseries',
      Latency: 'heatmap',
      'Security Events': 'timeseries',
      'Top Tools': 'table',
    });
  });
  test('show each threshold on the dashboard that its alert names, with its runbook', () => {
    const lines = JSON.parse(readFileSync(`${folder}../threshold-lines.json`, 'utf8')) as readonly {
      readonly dashboard: string;
      readonly panel: number;
      readonly threshold: string;
    }[];
    const shown = new Set(lines.map(({ dashboard, threshold }) => `${dashboard} ${threshold}`));
    const hasNoLine = ['context_loss_burst', 'call_spike', 'telemetry_vanished'];
    for (const [name, { dashboard }] of Object.entries(thresholds))
      if (!hasNoLine.includes(name)) expect(shown).toContain(`mcp-${dashboard} ${name}`);
    for (const { dashboard, panel } of lines) expect(panelsOf(byUid(dashboard)).map(({ id }) => id)).toContain(panel);
  });
  test('ask no store of traces or spans that may not be there, until its row is opened', () => {
    for (const dashboard of dashboards) {
      const open = dashboard.panels.flatMap(({ targets = [] }) => targets).map(({ datasource }) => datasource?.type);
      expect(open.filter((type) => type !== 'prometheus')).toEqual([]);
      const hidden = dashboard.templating.list.filter(({ name }) => ['tempo', 'jaeger', 'postgres'].includes(name));
      expect(hidden.map(({ hide }) => hide)).toEqual([2, 2, 2]);
    }
  });
  test('the rules find what they are there for', () => {
    const broken = structuredClone(byUid('mcp-overview')) as { panels: Record<string, unknown>[] } & DashboardJson;
    Object.assign(broken.panels[1] ?? {}, { gridPos: { x: 20, y: 1, w: 6, h: 8 }, description: '' });
    Object.assign(broken.panels[2] ?? {}, {
      targets: [{ refId: 'A', expr: 'sum(mcp_otel_calls_total{job=~"$nobody"}', datasource: { uid: 'fixed' } }],
    });
    expect(lint(broken)).toEqual([
      'Tool success is off the grid',
      'Tool success lies on Calls per session',
      'Tool success is not described',
      'Token efficiency is tied to one data source',
      'Token efficiency A does not parse: sum(mcp_otel_calls_total{job=~"$nobody"}',
      'Token efficiency uses $nobody, which is not there',
    ]);
  });
});
