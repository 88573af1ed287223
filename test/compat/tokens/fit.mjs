// Fits the coefficients of the token estimator and prints them, for packages/core/src/tokens/coefficients.ts.
import { featureNames, features } from '../../../packages/core/dist/tokens/features.js';
import { kinds } from './corpora.mjs';
import { groupBy, rows } from './rows.mjs';

const families = ['o200k', 'claude', 'gemini'];
/** How much a kind of text counts; the eight common kinds count most. */
const weights = {
  ...Object.fromEntries(kinds.map((kind) => [kind, 5])),
  hex: 0.5,
  numbers: 0.7,
  html: 0.7,
  'js-min': 0.7,
  runs: 0.5,
  'rare scripts': 0.5,
};

const fitted = (await rows(60, families)).filter(({ measured }) => !measured);
for (const row of fitted) row.counts = Array.from(features(row.text));
const columns = families.map((family) => solve(normalEquations(family)));
for (const [index, feature] of featureNames.entries()) {
  console.log(`  ${feature}: [${columns.map((column) => Number(column[index].toFixed(3))).join(', ')}],`);
}

/** Of the relative error. Every kind has its weight, and every source of a kind one by the root of its size. */
function normalEquations(family) {
  const size = featureNames.length;
  const left = new Float64Array(size * size);
  const right = new Float64Array(size);
  const bySource = groupBy(fitted, ({ name, source }) => `${name} ${source}`);
  const roots = new Map();
  for (const [key, list] of bySource) {
    const [{ name }] = list;
    roots.set(name, (roots.get(name) ?? 0) + Math.sqrt(bySource.get(key).length));
  }
  for (const { name, source, counts, tokens } of fitted) {
    const told = tokens[family];
    const share = Math.sqrt(bySource.get(`${name} ${source}`).length) * roots.get(name);
    const weight = (weights[name] ?? 1) / (told * told * share);
    for (let i = 0; i < size; i += 1) {
      if (counts[i] === 0) continue;
      right[i] += weight * counts[i] * told;
      for (let j = 0; j < size; j += 1) left[i * size + j] += weight * counts[i] * counts[j];
    }
  }
  return { left, right };
}

/** Non-negative least squares, one coordinate after the other. */
function solve({ left, right }) {
  const size = right.length;
  const solution = new Float64Array(size);
  for (let round = 0, moved = 1; round < 5000 && moved > 1e-7; round += 1) {
    moved = 0;
    for (let i = 0; i < size; i += 1) {
      const diagonal = left[i * size + i];
      if (diagonal === 0) continue;
      let gradient = right[i];
      for (let j = 0; j < size; j += 1) gradient -= left[i * size + j] * solution[j];
      const next = Math.max(0, solution[i] + gradient / diagonal);
      moved = Math.max(moved, Math.abs(next - solution[i]));
      solution[i] = next;
    }
  }
  return solution;
}
