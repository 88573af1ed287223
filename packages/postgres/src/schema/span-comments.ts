import { escapeIdentifier, escapeLiteral } from 'pg';
import { spanColumns, type SpanColumn } from './span-columns.ts';

/** Statements that comment the table of spans and its columns. They may run any number of times. */
export function spanComments(): string {
  const table = 'Every span of the audit lane: one row per span, by partitions of time.';
  const columns = Object.entries<SpanColumn>(spanColumns).map(
    ([name, { brief }]) => `COMMENT ON COLUMN spans.${escapeIdentifier(name)} IS ${escapeLiteral(brief)};`,
  );
  return [`COMMENT ON TABLE spans IS ${escapeLiteral(table)};`, ...columns, ''].join('\n');
}
