import { kinds } from './kinds/index.mjs';
import { fill } from './random/pattern.mjs';
import { pick, seeded } from './random/seeded.mjs';
import { joined, partsOf } from './wrappings/parts.mjs';

const secretEvery = 50;

const searchResult = (random, note) => ({
  type: 'tool_result',
  content: [
    {
      type: 'text',
      text: `${fill(random, 'Found <digit:2> files in /srv/<noun>/<noun>, the newest is <noun>.ts')} ${note}`,
    },
  ],
  isError: false,
});

const logEntry = (random, note) => ({
  time: fill(random, '2031-0<digit:1>-1<digit:1>T1<digit:1>:2<digit:1>:00.<digit:3>Z'),
  level: pick(random, ['info', 'warn', 'debug']),
  trace_id: fill(random, '<hex:32>'),
  span_id: fill(random, '<hex:16>'),
  message: fill(random, 'GET /<noun>/<digit:3> took <digit:2>ms ') + note,
});

const listing = (random, note) => ({
  path: fill(random, '/srv/<noun>/<noun>-<digit:2>.json'),
  size: Number(fill(random, '1<digit:4>')),
  hash: fill(random, '<hex:64>'),
  tags: [fill(random, '<noun>'), fill(random, '<noun>')],
  note,
});

const order = (random, note) => ({
  id: fill(random, '<uuid>'),
  customer: { name: fill(random, '<Noun> <Noun>'), city: fill(random, '<Noun>'), vip: random() < 0.1 },
  items: [{ sku: fill(random, '<NOUN>-<digit:4>'), count: 1, price: Number(fill(random, '1<digit:1>.<digit:2>')) }],
  note,
});

const usage = (random, note) => ({
  model: 'gpt-4o',
  usage: { input_tokens: Number(fill(random, '1<digit:3>')), output_tokens: Number(fill(random, '2<digit:2>')) },
  text: fill(random, 'The <noun> of the <noun> is near the <noun>, and nobody keeps the <noun>. ').repeat(3) + note,
});

const rows = [searchResult, logEntry, listing, order, usage];

/** A secret in its context. */
const secretOf = (random) => joined(partsOf(pick(random, kinds).make(random)));

/**
 * JSON of tool results, log entries, files, orders and model calls; about every fiftieth row holds a secret.
 * @param {{ seed: number, bytes: number }} options
 * @returns {string}
 */
export function mixedJson({ seed, bytes }) {
  const random = seeded(seed);
  const texts = [];
  for (let size = 0; size < bytes; size += texts.at(-1).length + 2) {
    const note = random() < 1 / secretEvery ? secretOf(random) : fill(random, 'about the <noun>');
    texts.push(JSON.stringify(pick(random, rows)(random, note)));
  }
  return `[${texts.join(',\n')}]`;
}
