// How things are measured: in processes of their own, several rounds, each round once through everything.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = (file) => fileURLToPath(new URL(file, import.meta.url));
export const preload = here('../../packages/auto/dist/preload.cjs');
export const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
export const hook = ['--require', preload];

/** Runs every measurement once per round, so that a noisy minute hits all of them. */
export function interleave(measurements) {
  const results = Object.fromEntries(Object.keys(measurements).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(measurements)) results[name].push(measure());
  }
  return results;
}

export function node(args, env = {}) {
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...environment(), ...env } });
  if (result.status !== 0) throw new Error(result.stderr);
  return result;
}

function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/OTEL_|^NODE_OPTIONS$/.test(name)));
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function table(titles, lines) {
  return [titles, titles.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
}

export function writePage(path, lines) {
  const [title, blank, ...rest] = lines;
  const origin = `Written by \`npm run bench\`: Node ${process.versions.node}, medians of ${rounds} interleaved rounds. Ratios count; absolute figures only orient.`;
  const page = `${[title, blank, origin, ...rest].join('\n')}\n`;
  process.stdout.write(page);
  const file = here(`../../${path}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page);
}
