import { parses, selected, variablesIn, withVariables } from './promql.ts';

/** The parts of a dashboard that the rules look at. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly editable: boolean;
  readonly time: { readonly from: string; readonly to: string };
  readonly tags: readonly string[];
  readonly links: readonly { readonly includeVars?: boolean; readonly keepTime?: boolean }[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly panels: readonly PanelJson[];
}

export interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly query?: string;
  readonly hide?: number;
  readonly refresh?: number;
}

export interface PanelJson {
  readonly id?: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly panels?: readonly PanelJson[];
  readonly targets?: readonly TargetJson[];
  readonly options?: { readonly legend?: { readonly showLegend?: boolean; readonly calcs?: readonly string[] } };
  readonly transformations?: readonly { readonly id: string }[];
  readonly fieldConfig?: { readonly defaults?: { readonly unit?: string; readonly noValue?: string } };
}

export interface TargetJson {
  readonly refId: string;
  readonly expr?: string;
  readonly rawSql?: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly format?: string;
  readonly datasource?: { readonly type?: string; readonly uid?: string };
}

/** All panels, those in closed rows included. */
export function panelsOf({ panels }: DashboardJson): readonly PanelJson[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

/** What is wrong with a dashboard, as sentences. */
export function lint(dashboard: DashboardJson): readonly string[] {
  const panels = panelsOf(dashboard);
  return [
    ...frame(dashboard),
    ...repeated(panels.map(({ id }) => String(id))).map((id) => `two panels have the id ${id}`),
    ...repeated(panels.map(({ title }) => title)).map((title) => `two panels are called ${title}`),
    ...overlaps(dashboard.panels),
    ...panels.filter(({ type }) => type !== 'row').flatMap((panel) => ofPanel(panel, dashboard)),
  ];
}

function frame({ uid, title, schemaVersion, editable, time, tags, links }: DashboardJson): readonly string[] {
  const link = links[0];
  return [
    [/^mcp-[a-z]+$/.test(uid), 'uid'],
    [title.startsWith('MCP / '), 'title'],
    [schemaVersion === 42, 'schema version'],
    [!editable, 'editable'],
    [typeof time.from === 'string', 'time is no range'],
    [tags.includes('mcp-otel'), 'tags'],
    [link?.includeVars === true && link.keepTime === true, 'links lose what is chosen'],
  ].flatMap(([ok, what]) => (ok === true ? [] : [String(what)]));
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function overlaps(panels: readonly PanelJson[]): readonly string[] {
  const offGrid = panels
    .filter(({ gridPos: { x, w } }) => x < 0 || x + w > 24)
    .map(({ title }) => `${title} is off the grid`);
  const pairs = panels.flatMap((a, index) => panels.slice(index + 1).map((b) => [a, b] as const));
  const crossing = pairs.filter(
    ([{ gridPos: a }, { gridPos: b }]) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h,
  );
  return [...offGrid, ...crossing.map(([a, b]) => `${a.title} lies on ${b.title}`)];
}

/** Units that Grafana knows and that are used here. */
const units = new Set(['percentunit', 's', 'reqps', 'short', 'currencyUSD', 'none']);

function ofPanel(panel: PanelJson, { templating }: DashboardJson): readonly string[] {
  const { id, title, description = '', type, fieldConfig, targets = [], options } = panel;
  if (type === 'text') return [];
  const { unit, noValue } = fieldConfig?.defaults ?? {};
  const variables = new Set(templating.list.map(({ name }) => name));
  return [
    ...(id === undefined ? [`${title} has no id`] : []),
    ...(description.length < 20 ? [`${title} is not described`] : []),
    ...(unit === undefined || !units.has(unit) ? [`${title} has the unit ${unit}`] : []),
    ...(noValue === undefined || noValue === '' ? [`${title} does not say why it is empty`] : []),
    ...(targets.length === 0 ? [`${title} asks for nothing`] : []),
    ...(type === 'timeseries' && (options?.legend?.showLegend !== true || options.legend.calcs?.length === 0)
      ? [`${title} has no legend`]
      : []),
    ...(type === 'table' &&
    targets.some(({ expr }) => expr !== undefined) &&
    panel.transformations?.[0]?.id !== 'organize'
      ? [`${title} shows the time of an instant query`]
      : []),
    ...targets.flatMap((target) => ofTarget(target, title, type, variables)),
  ];
}

function ofTarget(
  { expr, datasource, legendFormat = '', refId }: TargetJson,
  title: string,
  type: string,
  variables: ReadonlySet<string>,
): readonly string[] {
  const complaints = /^\$\{\w+\}$/.test(datasource?.uid ?? '') ? [] : [`${title} is tied to one data source`];
  if (expr === undefined) return complaints;
  const filled = withVariables(expr);
  const series = parses(filled) ? selected(filled) : [];
  const isSeries = type === 'timeseries';
  return [
    ...complaints,
    ...(parses(filled) ? [] : [`${title} ${refId} does not parse: ${filled}`]),
    ...variablesIn(expr)
      .filter((name) => !variables.has(name))
      .map((name) => `${title} uses $${name}, which is not there`),
    ...series
      .filter(({ metric, within }) => isCounter(metric) && !overTime.has(within ?? ''))
      .filter(() => !instantTotals.has(title))
      .map(({ metric }) => `${title} shows the counter ${metric} since some start`),
    ...(isSeries && /(?:rate|increase)\([^[]*\[\d/.test(expr)
      ? [`${title} has a fixed window where the panel has its own`]
      : []),
    ...(isSeries && legendFormat === '' && /\bby\b/.test(expr) ? [`${title} ${refId} has no legend`] : []),
  ];
}

const overTime = new Set(['rate', 'increase']);

/** Panels that show what a process has counted since its start, and say so. */
const instantTotals = new Set(['Instances', 'Metrics at their limit']);

function isCounter(metric: string): boolean {
  return /_total$|_(?:bucket|sum|count)$/.test(metric) && !metric.includes(':');
}
