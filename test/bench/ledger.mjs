// Measures the conservation ledger by itself, and writes its page.
import { PerformanceObserver } from 'node:perf_hooks';
import { agent, newLedger, runSession } from './ledger-sessions.mjs';
import { here, median, node, table, writePage } from './measure.mjs';

const ROUNDS = 9;

/** CPU and slices of sessions of several sizes, and what memory they take. */
export async function benchLedger() {
  const collections = [];
  const observer = new PerformanceObserver((list) => void collections.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const sizes = { small: 12_000, medium: 100_000, large: 400_000 };
  const steps = Object.fromEntries(Object.entries(sizes).map(([name, tokens]) => [name, [...agent(tokens)]]));
  for (let round = 0; round < 4; round += 1) runSession(newLedger(), 'warm', steps.medium);
  const rows = Object.fromEntries(Object.keys(sizes).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of Object.keys(sizes)) rows[name].push(runSession(newLedger(), 's', steps[name]));
  await new Promise((resolve) => setTimeout(resolve, 100)); // Until the last collections are told.
  observer.disconnect();
  const memory = JSON.parse(node(['--expose-gc', here('ledger-memory.mjs')]).stdout);
  writePage('packages/core/docs/ledger-cost.md', [
    '# What the conservation ledger costs',
    '',
    'An agent reads files of 8,000 characters, each in a call of its own, and repeats its whole history in every request. The work is done in',
    'slices of at most 1.5 ms, while nobody waits.',
    '',
    ...table(
      [
        'session',
        'last request',
        'all input',
        'CPU',
        'per call',
        'per 1,000 input tokens',
        'longest slice',
        'without garbage collection',
      ],
      Object.values(rows).map((runs) => rowOf(runs, collections)),
    ),
    '',
    ...table(
      ['memory', 'measured', 'budget'],
      [
        ['one session of 100,000 tokens', `${memory.session.toFixed(2)} MB`, '<= 2 MB'],
        [
          `10,500 small sessions (${memory.kilobytes.toFixed(0)} KB each): ${memory.open} stay open, the others are closed and counted`,
          `${memory.all.toFixed(0)} MB`,
          '<= 256 MB',
        ],
      ],
    ),
  ]);
}

function rowOf(runs, collections) {
  const [{ calls, last, input }] = runs;
  const collected = ({ from, ms }) =>
    collections
      .filter(({ startTime, duration }) => startTime + duration > from && startTime < from + ms)
      .reduce((sum, { duration }) => sum + duration, 0);
  const cpu = median(runs.map(({ slices }) => slices.reduce((sum, { ms }) => sum + ms, 0)));
  const longest = median(runs.map(({ slices }) => Math.max(...slices.map(({ ms }) => ms))));
  const own = median(runs.map(({ slices }) => Math.max(...slices.map((slice) => slice.ms - collected(slice)))));
  return [
    `${calls} calls`,
    `${last} tokens`,
    `${input} tokens`,
    `${cpu.toFixed(1)} ms`,
    `${((cpu / calls) * 1_000).toFixed(0)} us`,
    `${((cpu / input) * 1e6).toFixed(1)} us`,
    `${longest.toFixed(2)} ms`,
    `${own.toFixed(2)} ms`,
  ];
}
