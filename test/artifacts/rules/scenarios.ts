import { burnTiers, thresholds, type PromDuration, type SecurityEvent } from '@mcp-otel/core';
import { label, series } from '../../../packages/cli/src/rules/names.ts';
import { durations, even, events, inputSeries, still, tokens, toolCalls, type InputSeries } from './input-series.ts';
import { oddContext, oddErrorRate, oddEvents, oddSpike, oddTokens } from './odd-cases.ts';
import type { Doing, Scenario } from './scenario.ts';

/** Minutes of a duration. */
function minutes(duration: PromDuration): number {
  return Number.parseFloat(duration) * { m: 1, h: 60, d: 1_440 }[duration.at(-1) as 'm' | 'h' | 'd'];
}

const perMinute = (traffic: number, window: PromDuration): number => traffic / minutes(window);

/** Long enough for a window, what has to hold after it, and a little more. */
const after = (window: PromDuration, wait: PromDuration): number => minutes(window) + minutes(wait) + 10;

const useOf =
  (window: PromDuration) =>
  ({ job, level, traffic }: Doing, steps: number): readonly InputSeries[] => {
    const rate = perMinute(traffic, window);
    return tokens('use', job, { meaningful: rate * level, duplicate: rate * (1 - level), unclassified: 0 }, steps);
  };

const supplyOf =
  (window: PromDuration) =>
  ({ job, level, traffic }: Doing, steps: number): readonly InputSeries[] => {
    const rate = perMinute(traffic, window);
    return tokens('supply', job, { delivered: rate * (1 - level), evicted: rate * level, unobservable: 0 }, steps);
  };

function eventScenario(threshold: SecurityEvent): Scenario {
  return {
    threshold,
    step: 1,
    steps: 130,
    series: ({ job, level }, steps) => [events(job, threshold, level, steps)],
    ...(threshold === 'access_denied' && { odd: oddEvents }),
  };
}

const burnScenarios: readonly Scenario[] = burnTiers.map((tier) => {
  const step = minutes(tier.window) > 1_000 ? 4 : 1;
  return {
    threshold: 'tool_success_objective',
    tier,
    step,
    steps: Math.ceil(after(tier.window, tier.for) / step),
    series: ({ job, level, traffic }, steps) => toolCalls(job, (traffic / 60) * step, level, steps),
  };
});

/** How each threshold is put to the test, at its borders and where two parts of its condition disagree. */
export const scenarios: readonly Scenario[] = [
  {
    threshold: 'token_efficiency',
    step: 1,
    steps: after('2h', '10m'),
    series: useOf('30m'),
    odd: oddTokens,
  },
  { threshold: 'context_loss', step: 1, steps: after('1h', '5m'), series: supplyOf('1h'), odd: oddContext },
  { threshold: 'context_loss_burst', step: 1, steps: after('1h', '2m'), series: supplyOf('5m') },
  {
    threshold: 'ledger_coverage',
    step: 1,
    steps: after('1h', '15m'),
    series: ({ job, level, traffic }, steps) =>
      tokens('use', job, { meaningful: (traffic / 60) * level, unclassified: (traffic / 60) * (1 - level) }, steps),
  },
  {
    threshold: 'context_coverage',
    step: 1,
    steps: after('1h', '15m'),
    series: ({ job, level, traffic }, steps) =>
      tokens('supply', job, { delivered: (traffic / 60) * level, unobservable: (traffic / 60) * (1 - level) }, steps),
  },
  {
    threshold: 'session_calls',
    step: 1,
    steps: after('6h', '30m'),
    series: ({ job, level, traffic }, steps) => sessions(job, traffic / 360, level, steps),
  },
  {
    threshold: 'session_runaways',
    step: 1,
    steps: 40,
    series: ({ job, level }) => [
      inputSeries(series.sessionRunaways, { job, instance: 'a', [label.side]: 'client' }, `0x35 ${level}x10`),
    ],
  },
  ...burnScenarios,
  {
    threshold: 'tool_success',
    step: 1,
    steps: after('1h', '5m'),
    series: ({ job, level, traffic }, steps) => toolCalls(job, traffic / 60, 1 - level, steps),
  },
  {
    threshold: 'error_rate',
    step: 1,
    steps: after('1h', '5m'),
    series: ({ job, level, traffic }, steps) => toolCalls(job, traffic / 5, level, steps),
  },
  {
    threshold: 'error_rate_quiet',
    step: 1,
    ample: 20, // An hour; with more of them five minutes are enough to judge by.
    steps: after('1h', '5m'),
    series: ({ job, level, traffic }, steps) => toolCalls(job, traffic / 60, level, steps),
    odd: oddErrorRate,
  },
  {
    threshold: 'error_pattern',
    step: 1,
    steps: 200,
    series: ({ job, level }, steps) => [failures(job, `_x${steps - 12} 1+1x${level} ${level + 1}x10`)],
    odd: (steps) => [
      { job: 'known', fires: false, series: [failures('known', `0+1x20 20x${steps - 40} 21+1x20 40x10`)] },
    ],
  },
  {
    threshold: 'mean_latency',
    step: 1,
    steps: after('1h', '10m'),
    series: ({ job, level, traffic }, steps) => [
      ...toolCalls(job, traffic / 60, 0, steps),
      ...durations(job, traffic / 60, { mean: level, slow: 0 }, steps),
    ],
  },
  {
    threshold: 'slow_calls',
    step: 1,
    steps: after('1h', '10m'),
    series: ({ job, level, traffic }, steps) => [
      ...toolCalls(job, traffic / 60, 0, steps),
      ...durations(job, traffic / 60, { mean: 0.1, slow: level }, steps),
    ],
  },
  {
    threshold: 'call_spike',
    step: 0.5,
    steps: 870,
    series: ({ job, level, traffic }) => {
      const spike = traffic / 10;
      return [tool(job, `0+${spike / level}x840 ${(840 * spike) / level}+${spike}x60`)];
    },
    odd: oddSpike,
  },
  ...(['access_denied', 'rate_limit', 'budget_exceeded'] as const).map(eventScenario),
  {
    threshold: 'access_denied_share',
    step: 1,
    steps: after('1h', '5m') + 60,
    series: ({ job, level, traffic }, steps) => [
      ...toolCalls(job, traffic / 60, 0, steps),
      inputSeries(
        series.securityEvents,
        { job, instance: 'a', [label.side]: 'client', [label.event]: 'access_denied' },
        even((traffic * level) / 60, steps),
      ),
    ],
  },
  {
    threshold: 'prompt_drift',
    step: 1,
    steps: after('1h', '10m'),
    series: ({ job, level, traffic }, steps) => [
      inputSeries(series.promptInvocations, prompt(job), even(traffic / 60, steps)),
      inputSeries(series.promptVariants, prompt(job), even((traffic * level) / 60, steps)),
    ],
  },
  {
    threshold: 'prompt_variants',
    step: 1,
    steps: 130,
    series: ({ job, level }, steps) => [
      inputSeries(series.promptVariants, prompt(job), `0x90 1+1x${level - 1} ${level}x${steps}`),
    ],
  },
  {
    threshold: 'telemetry_vanished',
    step: 1,
    steps: 90,
    series: ({ job, level }, steps) => [
      inputSeries(series.spans, lane(job, 'started'), level > 0 ? '1x60 stale' : `1x${steps}`),
    ],
  },
  {
    threshold: 'metric_overflow',
    step: 1,
    steps: 20,
    series: ({ job, level }, steps) =>
      level > 0 ? [still(series.calls, { job, instance: 'a', otel_metric_overflow: 'true' }, 1, steps)] : [],
  },
  {
    threshold: 'scrape_left_out',
    step: 1,
    steps: 20,
    series: ({ job, level }, steps) => [still(series.scrapeLeftOut, { job, instance: 'a' }, level, steps)],
  },
  {
    threshold: 'delivery_residual',
    step: 1,
    steps: 20,
    series: ({ job, level }, steps) => [
      still(series.spans, lane(job, 'started'), 100, steps),
      still(series.spans, lane(job, 'delivered'), 90 - level, steps),
      still(
        series.spansPending,
        { job, instance: 'a', [label.lane]: 'telemetry', [label.place]: 'in_flight' },
        10,
        steps,
      ),
    ],
  },
  {
    threshold: 'spans_dropped',
    step: 1,
    steps: after('30m', '10m'),
    series: ({ job, level, traffic }, steps) => {
      const rate = perMinute(traffic, thresholds.spans_dropped.window);
      const dropped = (reason: string): Readonly<Record<string, string>> => ({
        ...lane(job, 'dropped'),
        [label.reason]: reason,
      });
      return [
        inputSeries(series.spans, lane(job, 'started'), even(rate, steps)),
        inputSeries(series.spans, dropped('queue_bytes'), even(rate * level, steps)),
        inputSeries(series.spans, dropped('sampled'), even(rate / 2, steps)), // Somebody chose so.
      ];
    },
  },
];

function sessions(job: string, perStep: number, outside: number, steps: number): readonly InputSeries[] {
  const labels = { job, instance: 'a', [label.side]: 'client' };
  const few = (perStep * outside) / 2;
  const bucket = (le: string, rate: number): InputSeries =>
    inputSeries(`${series.sessionCalls}_bucket`, { ...labels, le }, even(rate, steps));
  return [
    bucket('29', few),
    bucket('100', few + perStep * (1 - outside)),
    bucket('+Inf', perStep),
    inputSeries(`${series.sessionCalls}_count`, labels, even(perStep, steps)),
    inputSeries(`${series.sessionCalls}_sum`, labels, even(perStep * 60, steps)),
  ];
}

function failures(job: string, values: string): InputSeries {
  const labels = { job, instance: 'a', [label.method]: 'tools/call', [label.errorType]: 'timeout' };
  return inputSeries(`${series.clientDuration}_count`, labels, values);
}

function tool(job: string, values: string): InputSeries {
  const labels = { job, instance: 'a', [label.side]: 'client', [label.method]: 'tools/call', [label.outcome]: 'ok' };
  return inputSeries(series.calls, labels, values);
}

function prompt(job: string): Readonly<Record<string, string>> {
  return { job, instance: 'a', [label.template]: 'triage' };
}

function lane(job: string, state: string): Readonly<Record<string, string>> {
  return { job, instance: 'a', [label.lane]: 'telemetry', [label.state]: state };
}
