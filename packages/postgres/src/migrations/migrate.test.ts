import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { withClient } from '../database/with-client.ts';
import { schemaText } from './apply.ts';
import { schemaDrift } from './drift.ts';
import { migrate } from './migrate.ts';
import { migrationState } from './migration-state.ts';
import { readMigrations, type Migration } from './migrations.ts';
import type { Queryable } from './queryable.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

const steps = readMigrations();
const connected = <Result>(run: (client: Queryable) => Promise<Result>): Promise<Result> =>
  withClient(database.url, run);

/** A step of some later version. */
function further(sql: string, more: Partial<Migration> = {}): Migration {
  return { id: steps.length + 1, name: 'further', sql, sha256: 'f'.repeat(64), breaking: false, ...more };
}

describe('an empty database', () => {
  test('gets every step once, and a second run has nothing to do', async () => {
    await connected(async (client) => {
      expect((await migrate(client, 'mcp_otel')).map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
      expect(await migrate(client, 'mcp_otel')).toEqual([]);
      const { applied, pending, changed, newer } = await migrationState(client, 'mcp_otel', steps);
      expect(applied.map(({ sha256 }) => sha256)).toEqual(steps.map(({ sha256 }) => sha256));
      expect([pending, changed, newer]).toEqual([[], [], []]);
    });
  });
  test('at which six programs begin at once is migrated by all of them together, and none fails', async () => {
    const runs = await Promise.all(Array.from({ length: 6 }, () => connected((client) => migrate(client, 'mcp_otel'))));
    expect(
      runs
        .flat()
        .map(({ id }) => id)
        .toSorted((one, other) => one - other),
    ).toEqual(steps.map(({ id }) => id));
    expect(await connected((client) => schemaDrift(client, 'mcp_otel'))).toEqual([]);
  });
  test.each(['other', 'With "quotes" and \'more\'; DROP SCHEMA public', 'Größe'])(
    'may have it in a schema %j',
    async (schema) => {
      await connected(async (client) => {
        await migrate(client, schema);
        expect(await schemaDrift(client, schema)).toEqual([]);
        expect(await migrate(client, schema)).toEqual([]);
      });
    },
  );
  test('of a role that may make no schema is enough, where an administrator has made that', async () => {
    await connected(async (client) => {
      const role = `role_${database.url.slice(-12)}`;
      await client.query(`CREATE ROLE ${role}; CREATE SCHEMA given AUTHORIZATION ${role}; SET ROLE ${role}`);
      await migrate(client, 'given');
      expect(await schemaDrift(client, 'given').catch((error: Error) => error.message)).toMatch(/permission denied/);
      await client.query(`RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    });
  });
  test('can be given the printed text by hand, which is then taken over', async () => {
    await connected(async (client) => {
      await client.query(schemaText('mcp_otel', steps));
      expect(await migrate(client, 'mcp_otel')).toEqual([]);
      expect(await schemaDrift(client, 'mcp_otel')).toEqual([]);
    });
  });
});

describe('a database of an earlier version', () => {
  test('is brought to the present one with its data', async () => {
    await connected(async (client) => {
      await migrate(client, 'mcp_otel', steps.slice(0, 1));
      await client.query("INSERT INTO mcp_otel.writers (writer, host) VALUES (7, 'before')");
      expect((await migrate(client, 'mcp_otel')).map(({ id }) => id)).toEqual(steps.slice(1).map(({ id }) => id));
      expect((await client.query('SELECT host FROM mcp_otel.writers')).rows).toEqual([{ host: 'before' }]);
      expect(await schemaDrift(client, 'mcp_otel')).toEqual([]);
    });
  });
  test('keeps what it had where a step fails, and the error names the step', async () => {
    await connected(async (client) => {
      const broken = further('CREATE TABLE half (); SELECT 1 / 0;');
      await expect(migrate(client, 'mcp_otel', [...steps, broken])).rejects.toThrow(
        `migration ${broken.id} (further) failed and was undone: division by zero`,
      );
      expect((await client.query("SELECT to_regclass('mcp_otel.half') AS half")).rows).toEqual([{ half: null }]);
      expect((await migrationState(client, 'mcp_otel', steps)).pending).toEqual([]);
    });
  });
});

describe('a database is refused', () => {
  test('where a step has another text than when it was applied', async () => {
    await connected(async (client) => {
      await migrate(client, 'mcp_otel');
      const others = steps.map((step) => ({ ...step, sha256: 'a'.repeat(64) }));
      await expect(migrate(client, 'mcp_otel', others)).rejects.toThrow(
        'migration 1 (store) was applied with another text',
      );
    });
  });
  test('where a newer version has made it so that older ones cannot write, and only then', async () => {
    await connected(async (client) => {
      const harmless = further('CREATE TABLE more ();');
      await migrate(client, 'mcp_otel', [...steps, harmless]);
      expect(await migrate(client, 'mcp_otel')).toEqual([]);
      await client.query('UPDATE mcp_otel.migrations SET breaking = true WHERE id = $1', [harmless.id]);
      await expect(migrate(client, 'mcp_otel')).rejects.toThrow('upgrade mcp-otel');
    });
  });
});

describe('drift', () => {
  test.each([
    ['a column that is missing', 'ALTER TABLE spans DROP COLUMN tokens_source', 'column spans.tokens_source'],
    ['a column of another type', 'ALTER TABLE batches ALTER COLUMN spans TYPE int8', 'column batches.spans'],
    ['a column that is not ours', 'ALTER TABLE batches ADD COLUMN mine text', 'column batches.mine'],
    ['a view that is missing', 'DROP VIEW calls_never_returned', 'view calls_never_returned'],
    ['an index that is missing', 'DROP INDEX spans_tool', 'index spans_tool'],
    ['a comment that was changed', "COMMENT ON COLUMN writers.host IS 'x'", 'column writers.host'],
    [
      'a constraint that is missing',
      'ALTER TABLE requests DROP CONSTRAINT requests_pkey',
      'constraint requests.requests_pkey',
    ],
    [
      'a function that was replaced',
      "CREATE OR REPLACE FUNCTION refresh_hours() RETURNS int4 LANGUAGE sql AS 'SELECT 0'",
      'function refresh_hours()',
    ],
  ])('tells %s', async (_what, change, object) => {
    await connected(async (client) => {
      await migrate(client, 'mcp_otel');
      await client.query(`SET search_path TO mcp_otel; ${change}; RESET search_path`);
      expect((await schemaDrift(client, 'mcp_otel')).map((difference) => difference.object)).toContain(object);
      expect((await client.query("SELECT FROM pg_namespace WHERE nspname LIKE 'mcp_otel_drift%'")).rows).toEqual([]);
    });
  });
  test('is not what time has made: partitions', async () => {
    await connected(async (client) => {
      await migrate(client, 'mcp_otel');
      await client.query("SELECT mcp_otel.ensure_partitions('2026-01-01', '2026-01-02')");
      expect(await schemaDrift(client, 'mcp_otel')).toEqual([]);
    });
  });
});
