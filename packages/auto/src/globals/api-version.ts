import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Accepted by every copy of the API so far: a copy takes globals of its own minor version and newer ones. */
const NEWEST = '1.10.0';

/**
 * Version of `@opentelemetry/api` that the application uses. The globals carry it, because a copy of the API refuses to
 * register anything, a logger for `diag` for instance, beside globals of another version. Another major version has globals
 * of its own, under another name.
 */
export function apiVersion(script: string | undefined): string {
  try {
    const main = createRequire(script ?? join(process.cwd(), 'x')).resolve('@opentelemetry/api');
    return versionAbove(dirname(main));
  } catch {
    return NEWEST; // The application does not use the API itself.
  }
}

function versionAbove(folder: string): string {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    if (name === '@opentelemetry/api' && typeof version === 'string')
      return version.startsWith('1.') ? version : NEWEST;
  } catch {
    // The manifest lies further up.
  }
  return folder === dirname(folder) ? NEWEST : versionAbove(dirname(folder));
}
