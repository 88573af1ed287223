import {
  choosePartition,
  migrate,
  migrationState,
  obstacle,
  readMigrations,
  schemaDrift,
  schemaText,
  withClient,
  type Difference,
  type MigrationState,
} from '@mcp-otel/postgres';
import type { Action } from './action.ts';
import { databaseUrl } from './server-actions.ts';

/** Actions on the schema of the store. */
export const schemaActions = {
  /** For administrators who run all SQL themselves. */
  print: async ({ schema }) => {
    const sql = schemaText(schema, readMigrations());
    return { told: { schema, sql }, text: sql.trimEnd(), code: 0 };
  },
  up: async (options) => {
    const { schema, partition } = options;
    const applied = await withClient(databaseUrl(options), async (client) => {
      const steps = await migrate(client, schema);
      if (partition !== undefined) await choosePartition(client, schema, partition);
      return steps;
    });
    const names = applied.map(({ id, name }) => `${id} ${name}`);
    const text =
      names.length === 0 ? `schema ${schema} is up to date` : `schema ${schema}: applied ${names.join(', ')}`;
    return { told: { schema, applied: names }, text, code: 0 };
  },
  check: async (options) => {
    const { schema } = options;
    const state = await withClient(databaseUrl(options), (client) => migrationState(client, schema, readMigrations()));
    const trouble = troubleOf(state);
    const told = { schema, ready: trouble === undefined, ...idsOf(state) };
    const text = trouble ?? `it has all ${state.applied.length} migrations`;
    return { told, text: `schema ${schema}: ${text}`, code: trouble === undefined ? 0 : 1 };
  },
  drift: async (options) => {
    const { schema } = options;
    const differences = await withClient(databaseUrl(options), (client) => schemaDrift(client, schema));
    const text = differences.length === 0 ? 'it is as the migrations make it' : differences.map(lineOf).join('\n  ');
    return { told: { schema, differences }, text: `schema ${schema}: ${text}`, code: differences.length === 0 ? 0 : 1 };
  },
} satisfies Record<string, Action>;

function troubleOf(state: MigrationState): string | undefined {
  const missing = state.pending.map(({ id, name }) => `${id} ${name}`).join(', ');
  return obstacle(state) ?? (missing === '' ? undefined : `it lacks ${missing}: mcp-otel db up`);
}

function idsOf({ applied, pending, changed, newer }: MigrationState) {
  return { applied: ids(applied), pending: ids(pending), changed: ids(changed), newer: ids(newer) };
}

function ids(steps: readonly { readonly id: number }[]): readonly number[] {
  return steps.map(({ id }) => id);
}

function lineOf({ object, expected, found }: Difference): string {
  if (found === undefined) return `${object} is missing`;
  return expected === undefined ? `${object} should not be there` : `${object} is ${found}, should be ${expected}`;
}
