import { questions } from '../stored/questions.ts';
import type { AnswerCell, AnswerRow, StoredReport } from '../stored/stored-report.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What Postgres says of the same spans, by SQL. */
export function storedLines(stored: StoredReport | string, style: Style): readonly string[] {
  const title = style('bold', 'From Postgres, by SQL');
  if (typeof stored === 'string') return ['', title, `  not stored: ${stored}`];
  const { spans, batches, writers, quarantined, warning, answers } = stored;
  const kept = `  ${spans} spans from ${writers} ${writers === 1 ? 'process' : 'processes'} in ${batches} batches, ${quarantined} in quarantine`;
  return [
    '',
    title + style('dim', `${kept}; mcp-otel db start gives you such a database`),
    ...(warning === undefined ? [] : [style('yellow', `  ${warning}`)]),
    ...Object.entries(questions).flatMap(([name, { title: asked, sql }]) => [
      `${asked}:`,
      ...sql.split('\n').map((line) => style('dim', `  ${line}`)),
      ...answerLines(answers[name as keyof typeof questions], style),
    ]),
  ];
}

function answerLines(rows: readonly AnswerRow[], style: Style): readonly string[] {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) =>
    name.endsWith('_id') ? { title: name } : { title: name, align: 'right' as const },
  );
  const cells = rows.slice(0, 4).map((row) => names.map((name) => cellText(row[name])));
  const more = rows.length > 4 ? [style('dim', `  and ${rows.length - 4} rows more`)] : [];
  return [...table(columns, cells, (cell, row) => (row === -1 ? style('dim', cell) : cell)), ...more];
}

/** Numbers to four digits, as in the rest of the report. */
function cellText(value: AnswerCell): string {
  if (value === null || value === undefined) return '-';
  const text = String(value);
  return /^-?\d+\.\d+$/.test(text) ? String(Number(Number(text).toPrecision(4))) : text;
}
