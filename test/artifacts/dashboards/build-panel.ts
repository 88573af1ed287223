import { thresholds, type ThresholdRow } from '@mcp-otel/core';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as tempo from '@grafana/grafana-foundation-sdk/tempo';
import * as text from '@grafana/grafana-foundation-sdk/text';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { thresholdSteps } from '../../../packages/cli/src/dashboards/threshold-steps.ts';
import { links } from './links.ts';
import { panelId } from './panel-id.ts';
import type { PanelSpec } from './panel.ts';

const PROMETHEUS = { type: 'prometheus', uid: '${datasource}' };
const TEMPO = { type: 'tempo', uid: '${tempo}' };
const POSTGRES = { type: 'grafana-postgresql-datasource', uid: '${postgres}' };
const JAEGER = { type: 'jaeger', uid: '${jaeger}' };

/** A panel as Grafana takes it, at its place. */
export function buildPanel(spec: PanelSpec, place: dashboard.GridPos): dashboard.Panel {
  const builder = shapes[spec.kind](spec)
    .id(panelId(spec.title))
    .title(spec.title)
    .description(spec.description)
    .gridPos(place)
    .links(links.ofPanel(spec));
  return builder.build();
}

type Shape = (spec: PanelSpec) => dashboard.PanelBuilder;
interface Common {
  unit(unit: string): Common;
  noValue(text: string): Common;
  datasource(datasource: common.DataSourceRef): Common;
  withTarget(target: prometheus.DataqueryBuilder): Common;
}

// The builders of the SDK share their methods and no type; each of them builds a panel.
const asPanel = (builder: unknown): dashboard.PanelBuilder => builder as dashboard.PanelBuilder;

const shapes: Readonly<Record<PanelSpec['kind'], Shape>> = {
  stat: (spec) => {
    const panel = withQueries(new stat.PanelBuilder(), spec, 'instant')
      .colorMode(spec.threshold === undefined ? common.BigValueColorMode.None : common.BigValueColorMode.Value)
      .graphMode(common.BigValueGraphMode.None)
      .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
      .thresholds(steps(spec));
    return asPanel(whole(panel, spec));
  },
  lines: (spec) => asPanel(overTime(spec).lineWidth(1).fillOpacity(0)),
  areas: (spec) =>
    asPanel(
      overTime(spec)
        .lineWidth(1)
        .fillOpacity(40)
        .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal)),
    ),
  bars: (spec) =>
    asPanel(
      overTime(spec)
        .drawStyle(common.GraphDrawStyle.Bars)
        .lineWidth(0)
        .fillOpacity(80)
        .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal)),
    ),
  heatmap: (spec) =>
    asPanel(
      withQueries(new heatmap.PanelBuilder(), spec, 'heatmap')
        .calculate(false)
        .yAxis(new heatmap.YAxisConfigBuilder().unit(spec.unit)),
    ),
  table: (spec) => {
    const panel = withQueries(new table.PanelBuilder(), spec, 'table').withTransformation({
      id: 'organize',
      options: { excludeByName: { Time: true }, renameByName: { ...spec.columns } },
    });
    return asPanel(whole(panel, spec));
  },
  tempo: (spec) =>
    asPanel(
      new table.PanelBuilder()
        .datasource(TEMPO)
        .unit(spec.unit)
        .noValue(spec.noValue)
        .withTarget(
          new tempo.DataqueryBuilder()
            .refId('A')
            .datasource(TEMPO)
            .queryType('traceql')
            .query(spec.text ?? '')
            .tableType(tempo.SearchTableType.Spans)
            .limit(50),
        ),
    ),
  jaeger: (spec) =>
    asPanel(
      new table.PanelBuilder()
        .datasource(JAEGER)
        .unit(spec.unit)
        .noValue(spec.noValue)
        .withTarget(unknownTarget(jaegerQuery(spec.text ?? ''))),
    ),
  sqlStat: (spec) =>
    asPanel(
      new stat.PanelBuilder()
        .datasource(POSTGRES)
        .unit(spec.unit)
        .noValue(spec.noValue)
        .colorMode(common.BigValueColorMode.None)
        .graphMode(common.BigValueGraphMode.None)
        .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
        .withTarget(unknownTarget(sqlQuery(spec.text ?? ''))),
    ),
  sqlTable: (spec) =>
    asPanel(
      new table.PanelBuilder()
        .datasource(POSTGRES)
        .unit(spec.unit)
        .noValue(spec.noValue)
        .withTarget(unknownTarget(sqlQuery(spec.text ?? ''))),
    ),
  text: (spec) => asPanel(new text.PanelBuilder().mode(text.TextMode.Markdown).content(spec.text ?? '')),
};

/** What is counted is whole, though an increase over a window seldom is. */
function whole<Builder extends { decimals(decimals: number): unknown }>(panel: Builder, { unit }: PanelSpec): Builder {
  if (unit === 'short') panel.decimals(0);
  return panel;
}

/** The SDK has no builder for queries of Jaeger and of Postgres. */
function unknownTarget(query: object) {
  return { build: () => ({ ...query, _implementsDataqueryVariant: () => undefined }) };
}

function sqlQuery(rawSql: string): object {
  return { refId: 'A', datasource: POSTGRES, editorMode: 'code', format: 'table', rawQuery: true, rawSql };
}

function jaegerQuery(tags: string): object {
  return { refId: 'A', datasource: JAEGER, queryType: 'search', service: '$job', tags, limit: 50 };
}

function overTime(spec: PanelSpec): timeseries.PanelBuilder {
  const panel = withQueries(new timeseries.PanelBuilder(), spec, 'range')
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi))
    .showPoints(common.VisibilityMode.Auto)
    .axisSoftMin(0)
    .thresholds(steps(spec));
  if (spec.threshold !== undefined)
    panel.thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed));
  if (spec.traces !== undefined) panel.dataLinks(links.toTraces(spec.traces));
  return panel;
}

type Form = 'range' | 'instant' | 'table' | 'heatmap';

function withQueries<Builder extends Common>(builder: Builder, spec: PanelSpec, form: Form): Builder {
  builder.datasource(PROMETHEUS).unit(spec.unit).noValue(spec.noValue);
  spec.queries.forEach((query, index) => builder.withTarget(target(query, String.fromCodePoint(65 + index), form)));
  return builder;
}

function target(
  { expr, legend = '' }: PanelSpec['queries'][number],
  refId: string,
  form: Form,
): prometheus.DataqueryBuilder {
  const query = new prometheus.DataqueryBuilder().refId(refId).datasource(PROMETHEUS).expr(expr).legendFormat(legend);
  if (form === 'instant') return query.instant();
  if (form === 'table') return query.instant().format(prometheus.PromQueryFormat.Table);
  return form === 'heatmap' ? query.range().format(prometheus.PromQueryFormat.Heatmap) : query.range();
}

function steps({ threshold }: PanelSpec): dashboard.ThresholdsConfigBuilder {
  const row: ThresholdRow | undefined = threshold && thresholds[threshold];
  const colours = row === undefined ? [{ color: 'text', value: null }] : thresholdSteps(row);
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps([...colours]);
}
