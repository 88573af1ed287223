import type { AlertRow } from '../report/alerts.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Alerts that the traffic of the demo would have fired, and those for which there was too little of it. */
export function alertLines(alerts: readonly AlertRow[], style: Style): readonly string[] {
  const rows = alerts.map((row) => [
    row.alert,
    row.severity,
    `${row.title.toLowerCase()} ${amount(row, row.value)}, ${row.direction === 'above' ? 'at most' : 'at least'} ${amount(row, row.limit)}`,
    row.tooLittle === undefined ? 'fires' : silent(row.tooLittle),
  ]);
  const title = style('bold', 'Alerts that this traffic would have fired') + style('dim', '  alert-rules/alerts.yml');
  if (rows.length === 0) return ['', title, '  none'];
  const columns = [{ title: 'alert' }, { title: 'severity' }, { title: 'because' }, { title: '' }];
  return ['', title, ...table(columns, rows, (cell, index) => colour(cell, rows[index]?.[3], style))];
}

function silent({ traffic, needed, unit }: NonNullable<AlertRow['tooLittle']>): string {
  return `silent: ${traffic} of ${needed} ${unit}s`;
}

function colour(cell: string, verdict: string | undefined, style: Style): string {
  if (verdict === undefined) return style('dim', cell);
  return verdict === 'fires' && cell.trim() === 'fires' ? style('red', cell) : cell;
}

function amount({ unit }: AlertRow, value: number): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(3))} %`;
  return unit === 'second' ? `${Number(value.toPrecision(3))} s` : String(Number(value.toPrecision(3)));
}
