import { parseArgs } from 'node:util';
import { checkedSchemaName, clusterFolder, settleKilled, withClient, type SettledForKilled } from '@mcp-otel/postgres';
import { UsageError, type Command } from './command.ts';
import { databaseUrl } from './db/server-actions.ts';

/** `mcp-otel audit settle`: closes the books of sessions whose process was killed. */
export const audit: Command = {
  name: 'audit',
  brief: 'settle: closes the books of sessions whose process was killed; --postgres URL, --json.',
  async run({ args, env, stdout }) {
    const { schema, json, postgres, folder, idleMinutes, days } = options(args);
    const url = databaseUrl({ env, postgres, folder: folder ?? clusterFolder(env) });
    const settled = await withClient(url, (client) => settleKilled(client, schema, { idleMinutes, days }));
    stdout.write(json ? `${JSON.stringify({ settled }, undefined, 2)}\n` : `${textOf(settled)}\n`);
    return settled.some(({ missing }) => missing > 0) ? 1 : 0;
  },
};

function options(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        postgres: { type: 'string' },
        schema: { type: 'string' },
        folder: { type: 'string' },
        idle: { type: 'string' },
        days: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (positionals.join(' ') !== 'settle')
      throw new Error(`there is no action ${JSON.stringify(positionals.join(' '))}`);
    return {
      ...values,
      json: values.json ?? false,
      schema: checkedSchemaName(values.schema ?? 'mcp_otel', '--schema'),
      idleMinutes: wholeNumber('--idle', values.idle ?? '60'),
      days: wholeNumber('--days', values.days ?? '7'),
    };
  } catch (error) {
    const known =
      'audit knows settle, --idle MINUTES, --days DAYS, --postgres URL, --schema NAME, --folder DIR and --json';
    throw new UsageError(`${(error as Error).message}; ${known}`, { cause: error });
  }
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 1_000_000) return number;
  throw new Error(`${option} ${JSON.stringify(text)} is no whole number from 0 to 1000000`);
}

function textOf(settled: readonly SettledForKilled[]): string {
  if (settled.length === 0) return 'no books are open: every session is closed, or was heard of lately';
  return settled
    .map(({ session, period, service, calls, missing }) => {
      const gap = missing === 0 ? '' : `, ${missing} records of facts are missing`;
      return `session ${session}, period ${period} of ${service}: closed with ${calls} calls of models${gap}`;
    })
    .join('\n');
}
