import { label, series } from '../../../packages/cli/src/rules/names.ts';

/** One series of a promtool test. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** Values of a counter that grows evenly, one sample per step. */
export function even(perStep: number, steps: number): string {
  return `0+${decimal(perStep)}x${steps}`;
}

/** Text of a number that promtool reads as it is written. */
export function decimal(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/** A series of a metric, with its labels. */
export function inputSeries(name: string, labels: Readonly<Record<string, string>>, values: string): InputSeries {
  const texts = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return { series: `${name}{${texts.join(', ')}}`, values };
}

const agent = (job: string): Readonly<Record<string, string>> => ({ job, instance: 'a', [label.side]: 'client' });

/** Calls of a tool that end well and that fail, per step. */
export function toolCalls(job: string, perStep: number, failing: number, steps: number): readonly InputSeries[] {
  const labels = { ...agent(job), [label.method]: 'tools/call', [label.tool]: 't' };
  return [
    inputSeries(series.calls, { ...labels, [label.outcome]: 'ok' }, even(perStep * (1 - failing), steps)),
    inputSeries(series.calls, { ...labels, [label.outcome]: 'tool_error' }, even(perStep * failing, steps)),
  ];
}

/** Closed and open tokens of one share, per step. */
export function tokens(
  side: 'use' | 'supply',
  job: string,
  shares: Readonly<Record<string, number>>,
  steps: number,
): readonly InputSeries[] {
  const [closed, open, key] =
    side === 'use'
      ? ([series.tokens, series.tokensOpen, label.class] as const)
      : ([series.contextTokens, series.contextTokensOpen, label.fate] as const);
  return Object.entries(shares).flatMap(([share, perStep]) => {
    const labels = { job, instance: 'a', [key]: share };
    return [inputSeries(closed, labels, even(perStep, steps)), inputSeries(open, labels, `0x${steps}`)];
  });
}

/** Duration of tool calls as a histogram with the bound of a second. */
export function durations(
  job: string,
  perStep: number,
  { mean, slow }: { readonly mean: number; readonly slow: number },
  steps: number,
): readonly InputSeries[] {
  const labels = { ...agent(job), [label.method]: 'tools/call' };
  const line = (suffix: string, value: number, le?: string): InputSeries =>
    inputSeries(
      `${series.clientDuration}_${suffix}`,
      le === undefined ? labels : { ...labels, le },
      even(value, steps),
    );
  return [
    line('sum', perStep * mean),
    line('count', perStep),
    line('bucket', perStep * (1 - slow), '1'),
    line('bucket', perStep, '+Inf'),
  ];
}

/** Events that come one per step, after an hour and a half of quiet. */
export function events(job: string, event: string, count: number, steps: number): InputSeries {
  const labels = { ...agent(job), [label.event]: event };
  return inputSeries(series.securityEvents, labels, `0x90 1+1x${count - 1} ${count}x${steps}`);
}

/** A gauge or counter that stands still. */
export function still(
  name: string,
  labels: Readonly<Record<string, string>>,
  value: number,
  steps: number,
): InputSeries {
  return inputSeries(name, labels, `${value}x${steps}`);
}
