import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { artifactFiles } from '../artifacts/artifact-files.ts';
import { readThresholds, type OwnThresholds } from '../artifacts/thresholds-file.ts';
import { UsageError, type Command } from './command.ts';

/** Where files go unless a folder is named. */
const DEFAULT_FOLDER = 'mcp-otel-artifacts';

/** `mcp-otel artifacts [FOLDER]`: rules, runbooks and dashboards as files. */
export const artifacts: Command = {
  name: 'artifacts',
  brief: 'Writes rules, runbooks and dashboards: [FOLDER] --thresholds FILE for values of your own.',
  async run({ args, stdout }) {
    const { folder, thresholds, json } = options(args);
    const files = artifactFiles(thresholds === undefined ? undefined : own(thresholds));
    for (const [path, text] of Object.entries(files)) await write(join(folder, path), text);
    const paths = Object.keys(files);
    stdout.write(json ? `${JSON.stringify({ folder, files: paths }, undefined, 2)}\n` : told(folder, paths));
    return 0;
  },
};

function options(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { thresholds: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new Error('one folder is enough');
    return { folder: positionals[0] ?? DEFAULT_FOLDER, thresholds: values.thresholds, json: values.json ?? false };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; artifacts knows [FOLDER], --thresholds and --json`, {
      cause: error,
    });
  }
}

function own(file: string): OwnThresholds {
  try {
    return readThresholds(file);
  } catch (error) {
    throw new UsageError(`--thresholds ${(error as Error).message}`, { cause: error });
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function told(folder: string, paths: readonly string[]): string {
  const count = (start: string): number => paths.filter((path) => path.startsWith(start)).length;
  return [
    `${folder}: ${paths.length} files`,
    `  alert-rules/recording.yml, alerts.yml    for Prometheus: rule_files`,
    `  alert-rules/prometheus-rule.yml          the same for the Prometheus operator`,
    `  alert-rules/alertmanager.yml             an example for Alertmanager`,
    `  alert-rules/runbooks/                    ${count('alert-rules/runbooks/')} runbooks`,
    `  dashboards/                              ${count('dashboards/json/')} dashboards, with provisioning for Grafana`,
    '',
  ].join('\n');
}
