import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which packages a package may know, none of them later in the list. A new package is a new row. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  pipeline: ['core'],
  instrumentation: ['core'],
  postgres: ['core', 'pipeline'],
  auto: ['core', 'pipeline', 'instrumentation', 'postgres'],
  cli: ['core', 'pipeline', 'instrumentation', 'auto', 'postgres'],
};

/** What `core` may use besides OpenTelemetry's API: nothing that does input or output. */
const builtinsOfCore = ['node:crypto', 'node:util'];

describe.each(Object.entries(arrows))('@mcp-otel/%s', (name, allowed) => {
  const files = sources(join(root, 'packages', name, 'src'));
  const imports = files.flatMap(importsOf);
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
  };
  test('imports only what its arrows allow', () => {
    const ours = imports.filter((path) => path.startsWith('@mcp-otel/')).map((path) => path.split('/')[1]);
    expect([...new Set(ours)].filter((other) => !allowed.includes(other ?? ''))).toEqual([]);
  });
  test('reaches into no other package by path', () => {
    expect(
      imports.filter((path) => /^(?:\.\.\/)+(?:packages|core|pipeline|instrumentation|auto|cli)\/src/.test(path)),
    ).toEqual([]);
  });
  test('declares only what its arrows allow', () => {
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.devDependencies,
    }).filter((dependency) => dependency.startsWith('@mcp-otel/'));
    expect(
      declared.map((dependency) => dependency.split('/')[1]).filter((other) => !allowed.includes(other ?? '')),
    ).toEqual([]);
  });
  test('has no package of the MCP SDK in its sources: the application’s own copy is the one that counts', () => {
    expect(imports.filter((path) => path.startsWith('@modelcontextprotocol/'))).toEqual([]);
  });
});

test('core does no input or output', () => {
  const imports = sources(join(root, 'packages/core/src'))
    .flatMap(importsOf)
    .filter((path) => path.startsWith('node:'));
  expect([...new Set(imports)].filter((builtin) => !builtinsOfCore.includes(builtin))).toEqual([]);
});

test('every package has a row', () => {
  expect(readdirSync(join(root, 'packages')).toSorted()).toEqual(Object.keys(arrows).toSorted());
});

/** Everything that a file imports, requires or loads later. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');
  const forms = /(?:from|import|import\(|require\()\s*'([^']+)'/g;
  return [...source.matchAll(forms)].map((match) => match[1] ?? '');
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}
