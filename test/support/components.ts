import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** A Node binary beside the running one. */
export interface OtherNode {
  readonly version: string;
  readonly path: string;
}

/** Node binaries that `MCP_OTEL_TEST_NODES` names, as `22=/path/to/node,24=/path/to/node`. */
export function otherNodes(): readonly OtherNode[] {
  const pairs = (process.env['MCP_OTEL_TEST_NODES'] ?? '').split(',').filter((pair) => pair !== '');
  return pairs.map((pair) => {
    const [version = '', path = ''] = pair.split('=');
    return { version, path };
  });
}

/** Folders under `test/compat` whose packages have been installed. */
export function installedCopies(): readonly string[] {
  const compat = fileURLToPath(new URL('../compat/', import.meta.url));
  return readdirSync(compat).filter((name) => existsSync(`${compat}${name}/node_modules`));
}

/**
 * Runs the suite if its component is there. Without it the suite is skipped with one line that says what is missing;
 * in CI that is a failure.
 */
export function withComponent(name: string, isThere: boolean, suite: () => void): void {
  if (isThere) suite();
  else if (process.env['CI'] === 'true') test(`${name} is there`, () => expect(isThere).toBe(true));
  else test.skip(`skipped, because ${name} is missing`, () => expect(isThere).toBe(true));
}
