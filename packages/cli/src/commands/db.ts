import { parseArgs } from 'node:util';
import { checkedSchemaName, clusterFolder, partitionSizes, type PartitionSize } from '@mcp-otel/postgres';
import { UsageError, type Command } from './command.ts';
import type { Action } from './db/action.ts';
import { schemaActions } from './db/schema-actions.ts';
import { serverActions } from './db/server-actions.ts';

const actions: Readonly<Record<string, Action>> = { ...serverActions, ...schemaActions };
const names = Object.keys(actions).join(', ');

/** `mcp-otel db`: a private Postgres for those who have none, and the schema of the store in any Postgres. */
export const db: Command = {
  name: 'db',
  brief: `A private Postgres, and the schema of the store: ${names}; --json.`,
  async run({ args, env, stdout }) {
    const { action, json, postgres, folder, schema, partition } = options(args);
    const { told, text, code } = await action({
      env,
      postgres,
      folder: folder ?? clusterFolder(env),
      schema: checkedSchemaName(schema ?? 'mcp_otel', '--schema'),
      partition,
    });
    stdout.write(json ? `${JSON.stringify(told, undefined, 2)}\n` : `${text}\n`);
    return code;
  },
};

function options(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        folder: { type: 'string' },
        postgres: { type: 'string' },
        schema: { type: 'string' },
        partition: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [name = ''] = positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined || positionals.length > 1)
      throw new Error(`there is no action ${JSON.stringify(positionals.join(' '))}`);
    return { ...values, action, json: values.json ?? false, partition: partitionSize(values.partition) };
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message}; db knows ${names}, --postgres URL, --schema NAME, --partition day|week|month (up), --folder DIR and --json`,
      { cause: error },
    );
  }
}

function partitionSize(text: string | undefined): PartitionSize | undefined {
  const size = partitionSizes.find((each) => each === text);
  if (text === undefined || size !== undefined) return size;
  throw new Error(`--partition ${JSON.stringify(text)} is none of ${partitionSizes.join(', ')}`);
}
