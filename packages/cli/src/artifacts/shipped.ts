import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders that are copied out. */
const folders = ['alert-rules', 'dashboards'] as const;

/**
 * Files that are made for Prometheus, Alertmanager and Grafana, by their path.
 *
 * @throws Error when they are not there: a package that was put together without them
 */
export function shippedFiles(): Readonly<Record<string, string>> {
  const root = folderOf();
  return Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((file) => [relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
    ),
  );
}

/** The root of a checkout, which is newer than a copy of it; else inside the package. */
function folderOf(): string {
  const candidates = ['../../../..', '../../artifacts'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = candidates.find((path) => existsSync(join(path, folders[0], 'recording.yml')));
  if (found === undefined) throw new Error('the rules and dashboards are not in this copy of @mcp-otel/cli');
  return found;
}
