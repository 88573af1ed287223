// What it costs to store spans in Postgres, beside the least and the most that is usual.
import { pathToFileURL } from 'node:url';
import { here, median, node, table, writePage } from './measure.mjs';

export function benchStores() {
  const results = JSON.parse(node([here('store.mjs')]).stdout);
  const us = (name, part) => median(results[name].map((each) => each[part]));
  const all = (name) => median(results[name].map((each) => each.node + each.server));
  const row = (title, name) => [
    title,
    `${us(name, 'node').toFixed(1)} us`,
    `${us(name, 'server').toFixed(1)} us`,
    `${all(name).toFixed(1)} us`,
    `${(all('copied') / all(name)).toFixed(2)} x`,
  ];
  writePage('packages/postgres/docs/store-cost.md', [
    '# What it costs to store a span',
    '',
    'CPU per span, of Node and of the server process, into the same empty table with the same indexes: batches of 512 spans with 17 to 23 attributes,',
    'one connection on loopback. The yardstick is a `COPY` of the same rows that the server reads from a file itself.',
    '',
    ...table(
      ['way', 'Node', 'server', 'both', 'speed by CPU'],
      [
        row('`COPY` from a file, by the server alone', 'copied'),
        row('`encodeBatch` and `storeBatch`: exactly once, with sums', 'stored'),
        row('`encodeBatch` alone', 'encoded'),
        row('one prepared `INSERT` per span, with fewer columns', 'inserted'),
      ],
    ),
    '',
    `Stored in batches a span takes 1/${Math.round(all('inserted') / all('stored'))} of the CPU that an \`INSERT\` of its own takes.`,
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) benchStores();
