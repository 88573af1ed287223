import { parseArgs } from 'node:util';
import {
  chosenDatabase,
  clusterFolder,
  clusterStatus,
  startCluster,
  stopCluster,
  type RunningCluster,
} from '@mcp-otel/postgres';
import { UsageError, type Command, type CommandContext } from './command.ts';

/** `mcp-otel db start|stop|status|psql-url`: a private Postgres for those who have none. */
export const db: Command = {
  name: 'db',
  brief: 'A private Postgres on loopback: start, stop, status or psql-url; --folder DIR, --json.',
  async run({ args, env, stdout }) {
    const { action, folder = clusterFolder(env), json } = options(args);
    const { told, code } = await actions[action]({ folder, env });
    stdout.write(json ? `${JSON.stringify(told, undefined, 2)}\n` : `${sentences[action](told)}\n`);
    return code;
  },
};

/** What is known of the database; without its address, which holds a password, unless that is what was asked for. */
interface Told {
  readonly folder: string;
  readonly running: boolean;
  readonly pid?: number;
  readonly port?: number;
  readonly url?: string;
}

interface Done {
  readonly told: Told;
  readonly code: number;
}

type Action = 'start' | 'stop' | 'status' | 'psql-url';
type Surroundings = Pick<CommandContext, 'env'> & { readonly folder: string };

const actions: Readonly<Record<Action, (surroundings: Surroundings) => Promise<Done>>> = {
  start: async ({ folder }) => ({ told: of(folder, await startCluster(folder)), code: 0 }),
  stop: async ({ folder }) => {
    await stopCluster(folder);
    return { told: of(folder, undefined), code: 0 };
  },
  status: async ({ folder }) => {
    const running = clusterStatus(folder);
    return { told: of(folder, running), code: running === undefined ? 1 : 0 };
  },
  'psql-url': async ({ folder, env }) => {
    const chosen = chosenDatabase(env, undefined, () => undefined);
    const running = clusterStatus(folder);
    const url = chosen?.url ?? running?.url;
    if (url === undefined) throw new Error('no database runs: mcp-otel db start');
    return { told: { ...of(folder, running), url }, code: 0 };
  },
};

function of(folder: string, running: RunningCluster | undefined): Told {
  if (running === undefined) return { folder, running: false };
  return { folder, running: true, pid: running.pid, port: running.port };
}

const sentences: Readonly<Record<Action, (told: Told) => string>> = {
  start: ({ port, folder }) =>
    `Postgres runs on 127.0.0.1:${port}, its data is in ${folder}. psql "$(mcp-otel db psql-url)" asks it.`,
  stop: ({ folder }) => `no Postgres runs in ${folder}`,
  status: ({ running, port, pid, folder }) =>
    running ? `Postgres runs on 127.0.0.1:${port}, process ${pid}, in ${folder}` : `no Postgres runs in ${folder}`,
  'psql-url': ({ url = '' }) => url,
};

function options(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { folder: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [action = ''] = positionals;
    if (!isAction(action) || positionals.length > 1)
      throw new Error(`there is no action ${JSON.stringify(positionals.join(' '))}`);
    return { action, folder: values.folder, json: values.json ?? false };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; db knows start, stop, status, psql-url, --folder and --json`, {
      cause: error,
    });
  }
}

function isAction(text: string): text is Action {
  return Object.hasOwn(actions, text);
}
