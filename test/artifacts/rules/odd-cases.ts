import { label, series } from '../../../packages/cli/src/rules/names.ts';
import { even, events, inputSeries, still, tokens, type InputSeries } from './input-series.ts';
import type { OddCase } from './scenario.ts';

const use = (job: string, share: string, values: string, name: string = series.tokens): InputSeries =>
  inputSeries(name, { job, instance: 'a', [label.class]: share }, values);
const supply = (job: string, share: string, values: string): InputSeries =>
  inputSeries(series.contextTokens, { job, instance: 'a', [label.fate]: share }, values);

/** Where the long window and the short one disagree, where too little is known, and where sessions are still open. */
export function oddTokens(steps: number): readonly OddCase[] {
  const long = steps - 25;
  return [
    {
      job: 'recovered',
      fires: false, // Bad for hours, good for the last 35 minutes.
      series: [
        use('recovered', 'meaningful', `0+500x${steps - 45} ${500 * (steps - 45)}+1000x60`),
        use('recovered', 'duplicate', `0+500x${steps - 45} ${500 * (steps - 45)}x60`),
      ],
    },
    {
      job: 'fresh',
      fires: false, // A bad quarter of an hour after good hours.
      series: [
        use('fresh', 'meaningful', `0+1000x${long} ${1000 * long}+700x60`),
        use('fresh', 'duplicate', `0x${long} 0+300x60`),
      ],
    },
    {
      job: 'unknown',
      fires: false, // Most of it cannot be classified.
      series: tokens('use', 'unknown', { meaningful: 100, duplicate: 200, unclassified: 700 }, steps),
    },
    {
      job: 'open',
      fires: true, // One session that has not been closed for hours.
      series: ['meaningful', 'duplicate', 'unclassified'].flatMap((share) => [
        use('open', share, `0x${steps}`),
        use('open', share, even(share === 'unclassified' ? 0 : 500, steps), series.tokensOpen),
      ]),
    },
    {
      job: 'closing',
      fires: false, // What was open is closed: it is booked once, and the gauge comes back to 0.
      series: [
        use('closing', 'meaningful', `0x${steps - 12} 20000x20`),
        use('closing', 'meaningful', `20000x${steps - 12} 0x20`, series.tokensOpen),
        use('closing', 'duplicate', even(1, steps)),
        use('closing', 'duplicate', `0x${steps}`, series.tokensOpen),
      ],
    },
  ];
}

/** Loss that is over, and loss where most cannot be followed. */
export function oddContext(steps: number): readonly OddCase[] {
  const bad = steps - 15;
  return [
    {
      job: 'over-now',
      fires: false,
      series: [
        supply('over-now', 'delivered', even(900, steps)),
        supply('over-now', 'truncated', `0+100x${bad} ${100 * bad}x30`),
      ],
    },
    {
      job: 'unseen',
      fires: false,
      series: tokens('supply', 'unseen', { delivered: 300, evicted: 100, unobservable: 600 }, steps),
    },
    {
      job: 'reclaimed',
      fires: false, // What was waste and was taken away is no loss.
      series: tokens('supply', 'reclaimed', { delivered: 500, reclaimed: 500 }, steps),
    },
  ];
}

const born = (job: string, instance: string, values: string): InputSeries =>
  inputSeries(series.securityEvents, { job, instance, [label.side]: 'client', [label.event]: 'access_denied' }, values);

/** Counters that are born with their events, and a Prometheus that has only just begun. */
export function oddEvents(steps: number): readonly OddCase[] {
  return [
    {
      job: 'born',
      fires: true,
      series: [still('up', { job: 'born', instance: 'a' }, 1, steps), born('born', 'a', `_x100 11x${steps}`)],
    },
    {
      job: 'short-lived',
      fires: true, // Four processes that push once and end.
      series: [
        still('target_info', { job: 'short-lived', instance: 'first' }, 1, steps),
        ...['b', 'c', 'd', 'e'].map((instance, index) => born('short-lived', instance, `_x${90 + 5 * index} 3 stale`)),
      ],
    },
    {
      job: 'unknown-past',
      fires: false, // Nobody knows how old these are.
      series: [
        inputSeries('up', { job: 'unknown-past', instance: 'a' }, `_x100 1x${steps}`),
        born('unknown-past', 'a', `_x100 5000x${steps}`),
      ],
    },
    {
      job: 'replicas',
      fires: true, // Six here and five there.
      series: [6, 5].map((count, index) => ({
        ...events('replicas', 'access_denied', count, steps),
        ...instanceOf(index, count, steps),
      })),
    },
  ];
}

function instanceOf(index: number, count: number, steps: number): InputSeries {
  const labels = { job: 'replicas', instance: String(index), [label.side]: 'client', [label.event]: 'access_denied' };
  return inputSeries(series.securityEvents, labels, `0x90 1+1x${count - 1} ${count}x${steps}`);
}

const calls = (job: string, side: string, outcome: string, values: string): InputSeries =>
  inputSeries(
    series.calls,
    { job, instance: 'a', [label.side]: side, [label.method]: 'tools/call', [label.outcome]: outcome },
    values,
  );

/** A busy job is judged by five minutes; a proxy by what its own calls meet; what was denied or cancelled is no failure. */
export function oddErrorRate(steps: number): readonly OddCase[] {
  const quiet = (per: number): string => even(per, steps);
  return [
    {
      job: 'busy',
      fires: false, // Failed before, and is busy and well now.
      series: [
        calls('busy', 'client', 'ok', quiet(10)),
        calls('busy', 'client', 'tool_error', `0+10x${steps - 20} ${10 * (steps - 20)}x30`),
      ],
    },
    {
      job: 'proxy',
      fires: false, // Its callers made mistakes; what it calls itself is well.
      series: [calls('proxy', 'client', 'ok', quiet(0.5)), calls('proxy', 'server', 'protocol_error', quiet(0.5))],
    },
    {
      job: 'server',
      fires: true, // There is no client that would tell.
      series: [calls('server', 'server', 'ok', quiet(0.25)), calls('server', 'server', 'timeout', quiet(0.25))],
    },
    {
      job: 'denied',
      fires: false,
      series: [
        calls('denied', 'client', 'ok', quiet(0.25)),
        calls('denied', 'client', 'denied', quiet(0.25)),
        calls('denied', 'client', 'cancelled', quiet(0.25)),
      ],
    },
  ];
}

/** A job that is too young for anybody to know what is usual. */
export function oddSpike(): readonly OddCase[] {
  return [{ job: 'young', fires: false, series: [calls('young', 'client', 'ok', '_x480 0+6x360 2160+60x60')] }];
}
