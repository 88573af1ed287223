import { basename } from 'node:path';
import type { Seam } from './seam.ts';

/** Variables that name this process and would misname its children. */
const ofThisProcess: ReadonlySet<string> = new Set(['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES']);

const nodeCommands: ReadonlySet<string> = new Set(['node', 'npx', 'npm', 'pnpm', 'pnpx', 'yarn', 'tsx']);

interface ServerParameters {
  readonly command?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** Where a transport keeps how its server is started: in the MCP SDK, and in that of Vercel. */
const memberNames = ['_serverParams', 'serverParams'];

/**
 * Lets a stdio server that this process is about to start report as well. The SDK passes six variables to its children
 * and nothing else, so the settings and the preload are added to them; variables that the application set itself win.
 * The application's own parameter object is left as it is.
 */
export function propagateToChild(seam: Seam, transport: object, env: NodeJS.ProcessEnv = process.env): void {
  const member = memberNames.find((name) => name in transport);
  if (!seam.settings.propagateToChildren || seam.preload === undefined || member === undefined) return;
  const owner = transport as Record<string, ServerParameters>;
  const { [member]: parameters } = owner;
  if (parameters === undefined || !runsNode(parameters.command)) return;
  const inherited = Object.entries(env).filter(([name]) => /^(?:MCP_)?OTEL_/.test(name) && !ofThisProcess.has(name));
  const own = parameters.env ?? {};
  owner[member] = {
    ...parameters,
    env: { ...Object.fromEntries(inherited), ...own, NODE_OPTIONS: nodeOptions(own['NODE_OPTIONS'], seam.preload) },
  };
  seam.debug(`settings and preload passed to the child ${String(parameters.command)}`);
}

function runsNode(command: unknown): boolean {
  if (typeof command !== 'string') return false;
  return command === process.execPath || nodeCommands.has(basename(command).replace(/\.(?:exe|cmd)$/i, ''));
}

/** A path, because a package name kills every Node process whose folder cannot resolve it; quoted because of blanks. */
function nodeOptions(existing: string | undefined, preload: string): string {
  const option = `--require "${preload.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return existing === undefined || existing === '' ? option : `${existing} ${option}`;
}
