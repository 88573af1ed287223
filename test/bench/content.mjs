// What redaction and the reading of foreign names cost: in one process each, interleaved, against parsing the same text.
import { here, interleave, median, node, rounds, table, writePage } from './measure.mjs';

/** Measures and writes the page. */
export function benchContent() {
  const measured = interleave({ content: () => JSON.parse(node([here('content-costs.mjs')]).stdout) }).content;
  const of = (key) => median(measured.map((round) => round[key]));
  const names = Object.keys(measured[0].hostile);
  const hostile = names
    .map((name) => ({
      name,
      ms: median(measured.map((round) => round.hostile[name].ms)),
      exponent: median(measured.map((round) => round.hostile[name].exponent)),
    }))
    .toSorted((a, b) => b.ms - a.ms);
  const steepest = hostile.toSorted((a, b) => b.exponent - a.exponent)[0];
  const ratio = of('mixedMs') / of('parseMs');
  writePage('packages/core/docs/redaction-cost.md', [
    '# What redaction costs',
    '',
    `Texts come from \`test/support/redaction-corpus\`. Hostile texts are of 1 MB; growth is measured from 256 KB to 1 MB.`,
    '',
    ...table(
      ['what', 'measured', 'budget'],
      [
        ['mixed JSON', `${of('mixedMbs').toFixed(0)} MB/s = ${ratio.toFixed(1)} x \`JSON.parse\``, '>= 15 MB/s'],
        ['a small object as text', `${of('smallUs').toFixed(2)} us`, '<= 2 us'],
        [
          `the slowest of ${hostile.length} hostile texts (${hostile[0].name})`,
          `${hostile[0].ms.toFixed(0)} ms per MB`,
          '<= 50 ms',
        ],
        [
          'the second, third and fourth',
          hostile
            .slice(1, 4)
            .map(({ name, ms }) => `${name} ${ms.toFixed(0)} ms`)
            .join(', '),
          '<= 50 ms',
        ],
        ['hostile texts above 50 ms per MB', String(hostile.filter(({ ms }) => ms > 50).length), '0'],
        [`steepest growth (${steepest.name})`, `exponent ${steepest.exponent.toFixed(2)}`, '<= 1.2'],
        ['reading names of a span that no dialect knows', `${of('unknownUs').toFixed(2)} us`, '<= 3 us'],
        ['reading names of a span of OpenInference', `${of('foreignUs').toFixed(1)} us`, ''],
        ['preparing a span of ours as a whole', `${of('preparedUs').toFixed(2)} us`, ''],
      ],
    ),
  ]);
  return rounds;
}
