import { fileURLToPath } from 'node:url';
import {
  addFigures,
  closeBook,
  efficiencyOf,
  figuresOf,
  lossOf,
  noFigures,
  own,
  replay,
  sumOfShares,
  type ClassTotals,
  type FateTotals,
} from '@mcp-otel/core';
import type { ReceivedPoint, ReceivedSpan } from '@mcp-otel/pipeline';
import { beforeAll, describe, expect, test } from 'vitest';
import { bookingsIn, factsIn, totalsIn, valuesOf } from '../support/books.ts';
import { startCollector } from '../support/collector.ts';
import { installedCopies, otherNodes, withComponent } from '../support/components.ts';
import { textOf } from '../support/model-spans.ts';
import { runNode } from '../support/run-node.ts';

/** What a scripted session knows about its own tokens. */
interface Truth {
  readonly session: string;
  readonly classes: ClassTotals;
  readonly fates: FateTotals;
  readonly efficiency?: number;
  readonly coverage: number;
  readonly loss?: number;
  readonly lossCoverage: number;
}

const program = fileURLToPath(new URL('../compat/ledger/run.mjs', import.meta.url));
/** Its providers tell no usage, so that its sum is ours. */
const ESTIMATED = 'nobody tells any usage';
const nodes = otherNodes().filter(({ version }) => ['22', '24', '26'].includes(version));

withComponent('scripted sessions (npm ci in test/compat/ledger)', installedCopies().includes('ledger'), () => {
  // The AI SDK 7 needs Node 22.
  withComponent('Node 22 or later', nodes.length > 0, () => {
    describe.each(nodes)('scripted sessions on Node $version', ({ path: node }) => {
      let truths: readonly Truth[] = [];
      let settled: ReadonlyMap<string, ReceivedSpan> = new Map();
      let spans: readonly ReceivedSpan[] = [];
      let points: readonly ReceivedPoint[] = [];

      beforeAll(async () => {
        await using collector = await startCollector();
        const env = {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          MCP_OTEL_HASH_KEY: 'test',
          MCP_OTEL_STUBBED_TOOLS: 'save',
        };
        const { code, stdout, stderr } = await runNode(program, { node, env });
        if (code !== 0 || stderr !== '') throw new Error(`the sessions ended with ${code}: ${stderr}`);
        truths = stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Truth);
        settled = new Map(
          collector.settlements.map((span) => [textOf(span.attributes[own.ATTR_SESSION_ID]) ?? '', span]),
        );
        spans = [...collector.spans, ...collector.settlements];
        points = collector.points;
      }, 120_000);

      const booked = (truth: Truth) => {
        const span = settled.get(truth.session);
        if (span === undefined) throw new Error(`${truth.session} is not settled`);
        return { ...totalsIn(span), span };
      };
      const errorsIn = (truth: Truth): { readonly efficiency: number; readonly loss: number } => {
        const figures = { ...noFigures, ...booked(truth) };
        const points_ = (ours: number | undefined, theirs: number | undefined): number =>
          100 * Math.abs((ours ?? 0) - (theirs ?? 0));
        return {
          efficiency: points_(efficiencyOf(figures).value, truth.efficiency),
          loss: points_(lossOf(figures).value, truth.loss),
        };
      };

      test('are many, and every class and fate is among them', () => {
        expect(truths.length).toBeGreaterThanOrEqual(25);
        const all = (of: (truth: Truth) => object): Set<string> =>
          new Set(
            truths.flatMap((truth) =>
              Object.entries(of(truth)).flatMap(([share, tokens]) => (tokens > 0 ? [share] : [])),
            ),
          );
        expect([...all(({ classes }) => classes)].toSorted()).toEqual(
          ['duplicate', 'meaningful', 'retry', 'superseded', 'unclassified', 'unused_tool'].toSorted(),
        );
        expect([...all(({ fates }) => fates)].toSorted()).toEqual(
          [
            'compacted',
            'corrupted',
            'delivered',
            'evicted',
            'reclaimed',
            'truncated',
            'undelivered',
            'unobservable',
          ].toSorted(),
        );
      });
      test('have efficiency and loss within 2 points of the truth each, and 0.5 in the mean', () => {
        const errors = truths.map((truth) => ({ session: truth.session, ...errorsIn(truth) }));
        expect(errors.filter(({ efficiency, loss }) => efficiency > 2 || loss > 2)).toEqual([]);
        const mean = (values: readonly number[]): number =>
          values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean(errors.map(({ efficiency }) => efficiency))).toBeLessThanOrEqual(0.5);
        expect(mean(errors.map(({ loss }) => loss))).toBeLessThanOrEqual(0.5);
      });
      test('have books that balance exactly, and the coverage of the script', () => {
        for (const truth of truths) {
          const { tokens, context } = booked(truth);
          if (truth.session !== ESTIMATED)
            expect([truth.session, sumOfShares(tokens)]).toEqual([truth.session, sumOfShares(truth.classes)]);
          expect(efficiencyOf({ tokens }).coverage, truth.session).toBeCloseTo(truth.coverage, 1);
          if (sumOfShares(context) > 0)
            expect(lossOf({ context }).coverage, truth.session).toBeCloseTo(truth.lossCoverage, 1);
        }
      });
      test('have the same books, row by row, when their exported facts are replayed', () => {
        for (const [session, settlement] of settled) {
          const { book, missing } = replay(factsIn(spans, session));
          expect([session, missing]).toEqual([session, 0]);
          expect(closeBook(book).bookings).toEqual(bookingsIn(settlement));
          expect(figuresOf(book).tokens).toEqual(totalsIn(settlement).tokens);
        }
      });
      test('add up to what the process has counted, and nothing is left open', () => {
        const sum = [...settled.values()].reduce(
          (all, span) => addFigures(all, { ...noFigures, ...totalsIn(span) }),
          noFigures,
        );
        expect(valuesOf(points, own.METRIC_TOKENS, own.ATTR_CLASS)).toMatchObject(sum.tokens);
        expect(valuesOf(points, own.METRIC_CONTEXT_TOKENS, own.ATTR_FATE)).toMatchObject(sum.context);
        expect(new Set(Object.values(valuesOf(points, own.METRIC_TOKENS_OPEN, own.ATTR_CLASS)))).toEqual(new Set([0]));
      });
      test('leave nothing of their texts behind', () => {
        const texts = spans.flatMap(({ events }) =>
          events.flatMap(({ attributes }) =>
            [own.ATTR_LEDGER_FACTS, own.ATTR_LEDGER_BOOKINGS].map((key) => textOf(attributes[key]) ?? ''),
          ),
        );
        const words = new Set(texts.flatMap((text) => text.match(/[a-z_]{3,}/g) ?? []));
        const known = new Set(ownWords);
        expect([...words].filter((word) => !/^[a-f_]+$/.test(word) && !known.has(word))).toEqual([]);
      });
    });
  });
});

/** Everything that facts and bookings say in words. */
const ownWords = [
  'altered',
  'block',
  'blind',
  'blocks',
  'born',
  'born',
  'call',
  'called',
  'chat',
  'cleared',
  'compacted',
  'corrupted',
  'cut',
  'delivered',
  'duplicate',
  'end',
  'estimated',
  'evicted',
  'failed',
  'from',
  'ids',
  'input',
  'keep',
  'kind',
  'meaningful',
  'missing',
  'price',
  'prompt',
  'ref',
  'refused',
  'resource',
  'retry',
  'share',
  'source',
  'span',
  'stub',
  'superseded',
  'supply',
  'thread',
  'tokens',
  'tool_result',
  'transformed',
  'true',
  'truncated',
  'twin',
  'unclassified',
  'undelivered',
  'unit',
  'unobservable',
  'unused_tool',
  'usage',
  'use',
  'waste',
  'cause',
  'bind',
  'reclaimed',
  'folded',
];
