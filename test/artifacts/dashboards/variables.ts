import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { label, series } from '../../../packages/cli/src/rules/names.ts';

const PROMETHEUS = { type: 'prometheus', uid: '${datasource}' };

function query(name: string, title: string, expr: string): QueryVariableBuilder {
  const variable = new QueryVariableBuilder(name)
    .label(title)
    .datasource(PROMETHEUS)
    .query(expr)
    .refresh(VariableRefresh.OnTimeRangeChanged);
  variable.sort(VariableSort.AlphabeticalAsc);
  return variable;
}

const many = (variable: QueryVariableBuilder, all: string): QueryVariableBuilder =>
  variable.multi(true).includeAll(true).allValue(all).current({ text: ['All'], value: ['$__all'] });

/** Variables of every dashboard, from what is chosen first to what depends on it. */
export function variables(): (DatasourceVariableBuilder | QueryVariableBuilder | TextBoxVariableBuilder)[] {
  const ofJob = `${series.spans}{job=~"$job"}`;
  const calls = `${series.calls}{job=~"$job", instance=~"$instance"}`;
  return [
    new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    many(query('job', 'Job', `label_values(${series.spans}, job)`), '.+'),
    many(query('instance', 'Instance', `label_values(${ofJob}, instance)`), '.+'),
    query('side', 'Side', `label_values(${calls}, ${label.side})`), // `client` comes first where there is one.
    many(query('tool', 'Tool', `label_values(${calls}, ${label.tool})`), '.*'),
    // Stores of traces and spans are there or not: nobody is shown an empty choice.
    new DatasourceVariableBuilder('tempo').label('Tempo').type('tempo').hide(VariableHide.HideVariable),
    new DatasourceVariableBuilder('jaeger').label('Jaeger').type('jaeger').hide(VariableHide.HideVariable),
    new DatasourceVariableBuilder('postgres')
      .label('Postgres')
      .type('grafana-postgresql-datasource')
      .hide(VariableHide.HideVariable),
  ];
}
