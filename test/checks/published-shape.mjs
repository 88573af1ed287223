// Holds every package to what its consumers will see: publint for the manifest, attw for the types.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));
const binaries = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url));
const failed = [];

for (const name of readdirSync(packages)) {
  const folder = `${packages}${name}`;
  check(name, 'publint', [folder, '--strict']);
  check(name, 'attw', ['--pack', folder, '--profile', 'esm-only', '--format', 'ascii']);
}
if (failed.length > 0) {
  console.error(`the published shape is wrong: ${failed.join(', ')}`);
  process.exitCode = 1;
}

function check(name, tool, args) {
  const { status, stdout, stderr } = spawnSync(`${binaries}${tool}`, args, { encoding: 'utf8' });
  if (status === 0) return;
  failed.push(`${tool} on ${name}`);
  console.error(stdout + stderr);
}
