import type { Queryable } from '@mcp-otel/postgres';

/** The page of the schema, as the database itself tells it. */
export async function schemaPage(client: Queryable, schema: string): Promise<string> {
  const { rows: tables } = await client.query(tablesQuery, [schema]);
  const { rows: columns } = await client.query(columnsQuery, [schema]);
  const { rows: indexes } = await client.query(indexesQuery, [schema]);
  const { rows: functions } = await client.query(functionsQuery, [schema]);
  const sections = tables.flatMap(({ name, brief }) => [
    `## ${String(name)}`,
    '',
    String(brief),
    '',
    ...grid(['column', 'type', 'meaning'], columns.filter(({ relation }) => relation === name).map(columnCells)),
    ...indexLines(indexes.filter(({ relation }) => relation === name)),
  ]);
  return [
    ...head,
    ...sections,
    '## Functions',
    '',
    ...grid(
      ['function', 'what it does'],
      functions.map(({ name, brief }) => [code(name), String(brief)]),
    ),
  ].join('\n');
}

const head = [
  '# The schema',
  '',
  'Made from the database: `mcp-otel db up` makes the schema, `mcp-otel db print` prints it, and so does `schema/postgres.sql`.',
  '`mcp-otel db check` tells whether a database has every step, `mcp-otel db drift` what somebody has changed.',
  "Times are `timestamptz`; ids are bytes, and `encode(trace_id, 'hex')` is the id as every other tool shows it.",
  '',
];

function columnCells({ column, type, required, brief }: Readonly<Record<string, unknown>>): readonly string[] {
  return [code(column), `${String(type)}${required === true ? '' : ', may be null'}`, String(brief)];
}

function indexLines(indexes: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  if (indexes.length === 0) return [];
  return ['Indexes:', '', ...indexes.map(({ definition }) => `- ${code(definition)}`), ''];
}

function grid(titles: readonly string[], lines: readonly (readonly string[])[]): readonly string[] {
  return [row(titles), row(titles.map(() => '---')), ...lines.map(row), ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function code(text: unknown): string {
  return `\`${String(text)}\``;
}

const relations = `pg_class c WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
  AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition`;
const tablesQuery = `SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS brief FROM ${relations}
  ORDER BY c.relname <> 'spans', c.relname`;
const columnsQuery = `SELECT t.relname AS relation, a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull AS required, col_description(t.oid, a.attnum) AS brief
  FROM (SELECT c.oid, c.relname FROM ${relations}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 ORDER BY a.attnum`;
const indexesQuery = `SELECT t.relname AS relation, regexp_replace(pg_get_indexdef(x.indexrelid), '^.* USING ', '') AS definition
  FROM (SELECT c.oid, c.relname FROM ${relations}) t JOIN pg_index x ON x.indrelid = t.oid ORDER BY x.indexrelid`;
const functionsQuery = `SELECT proname || '(' || pg_get_function_arguments(oid) || ')' AS name, obj_description(oid, 'pg_proc') AS brief
  FROM pg_proc WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) ORDER BY proname`;
