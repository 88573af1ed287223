// What a scrape costs, beside the exporter of OpenTelemetry as it is.
import { pathToFileURL } from 'node:url';
import { here, interleave, median, node, table, writePage } from './measure.mjs';

export function benchScrapes() {
  const sizes = [1_000, 5_000];
  const measured = interleave(
    Object.fromEntries(
      sizes.flatMap((series) => ['own', 'plain'].map((name) => [`${name} ${series}`, () => scrapeOf(name, series)])),
    ),
  );
  const ms = (name) => median(measured[name].map((each) => each.ms));
  const bytes = (name) => median(measured[name].map((each) => each.bytes));
  writePage('packages/pipeline/docs/scrape-cost.md', [
    '# What a scrape costs',
    '',
    'CPU of one scrape, warm, without the network: collecting, making fit for Prometheus, serialising. It is one piece of work, during which nothing',
    'else of the program runs. Budget: 35 ms for the 5,000 series that a process has at most.',
    '',
    ...table(
      ['series', 'ours', 'bytes', 'the exporter of OpenTelemetry', 'bytes', 'ours to it'],
      sizes.map((series) => [
        String(series),
        `${ms(`own ${series}`).toFixed(1)} ms`,
        String(bytes(`own ${series}`)),
        `${ms(`plain ${series}`).toFixed(1)} ms`,
        String(bytes(`plain ${series}`)),
        `${(ms(`own ${series}`) / ms(`plain ${series}`)).toFixed(2)} x`,
      ]),
    ),
    '',
    'Ours is smaller because it does not repeat the scope on every line, and reads each label twice: nothing that it says can make',
    'the target go down.',
  ]);
}

function scrapeOf(name, series) {
  return JSON.parse(node([here('scrape.mjs'), name, String(series), '40']).stdout);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) benchScrapes();
