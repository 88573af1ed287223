import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeBatch, migrate, storableSpan, storeBatch } from '@mcp-otel/postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSpans } from '../packages/cli/src/demo/run-demo.ts';
import { panelsOf, type DashboardJson } from './support/lint-dashboard.ts';
import { testDatabase, type TestDatabase } from './support/test-database.ts';

const folder = fileURLToPath(new URL('../dashboards/json/', import.meta.url));
const dashboards = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as DashboardJson,
);
const panels = dashboards.flatMap((dashboard) =>
  panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
    targets.flatMap(({ rawSql }) => (rawSql === undefined ? [] : [{ dashboard: dashboard.title, title, rawSql }])),
  ),
);

/** A query as Grafana sends it: its macros and variables filled in. */
function filled(sql: string): string {
  const [from, to] = ["now() - interval '6 hours'", "now() + interval '1 minute'"];
  return sql
    .replaceAll(/\$__timeFilter\((.*?)\)/g, `$1 BETWEEN ${from} AND ${to}`)
    .replaceAll('$__timeFrom()', from)
    .replaceAll('$__timeTo()', to)
    .replaceAll('$side', 'client');
}

let database: TestDatabase;
let client: Client;
const role = `reader_${process.pid}`;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await migrate(client, 'mcp_otel');
  const spans = (await demoSpans(process.env)).map(storableSpan);
  await storeBatch(client, 'mcp_otel', encodeBatch({ writer: 1n, seq: 1n }, spans));
  await client.query(
    `CREATE ROLE ${role}; GRANT USAGE ON SCHEMA mcp_otel TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA mcp_otel TO ${role};
     SET ROLE ${role}; SET statement_timeout = 1000`,
  );
}, 60_000);
afterAll(async () => {
  await client.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await client.end();
  await database[Symbol.asyncDispose]();
});

describe('on the database of the demo, for a role that may only read', () => {
  test.each(panels)('$dashboard: $title shows something, within a second', async ({ rawSql }) => {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(filled(rawSql));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.values(row).some((value) => value !== null)).toBe(true);
  });
  test('every dashboard that has such panels hides where they come from until it is there', () => {
    expect(panels.length).toBeGreaterThanOrEqual(7);
    for (const { templating } of dashboards)
      expect(templating.list.find(({ name }) => name === 'postgres')).toMatchObject({ type: 'datasource', hide: 2 });
  });
});
