import { COUNTED, FAILED, label, series, TOOL_CALLS } from '../../../packages/cli/src/rules/names.ts';

/** Raw series that are looked at. */
export const RAW = 'job=~"$job", instance=~"$instance"';
/** Recorded series that are looked at; they have no instance. */
export const JOB = 'job=~"$job"';
/** One side of calls, so that none is counted twice: the client's where there is one. */
export const SIDE = `${label.side}="$side"`;
/** Tools that are looked at; calls of other methods have none. */
export const TOOL = `${label.tool}=~"$tool"`;

export const toolCalls = `${series.calls}{${RAW}, ${SIDE}, ${TOOL_CALLS}, ${TOOL}}`;
export const countedCalls = `${series.calls}{${RAW}, ${SIDE}, ${TOOL_CALLS}, ${TOOL}, ${COUNTED}}`;
export const failedCalls = `${series.calls}{${RAW}, ${SIDE}, ${TOOL_CALLS}, ${TOOL}, ${FAILED}}`;

/** A series of the duration histogram of the chosen side. */
export function duration(suffix: 'bucket' | 'sum' | 'count', more = ''): string {
  return `${series.clientDuration.replace('client', '${side}')}_${suffix}{${RAW}, ${TOOL_CALLS}, ${TOOL}${more}}`;
}

/** Sum of rates by labels. */
export function rate(selector: string, ...by: readonly string[]): string {
  return `${sum(by)} (rate(${selector}[$__rate_interval]))`;
}

/** Sum of increases by labels, over the whole time that is looked at. */
export function total(selector: string, ...by: readonly string[]): string {
  return `${sum(by)} (increase(${selector}[$__range]))`;
}

function sum(by: readonly string[]): string {
  return by.length === 0 ? 'sum' : `sum by (${by.join(', ')})`;
}

/** A recorded series of the chosen jobs. */
export function recorded(name: string, more = ''): string {
  return `${name}{${JOB}${more === '' ? '' : `, ${more}`}}`;
}

/** A series of the chosen jobs and instances. */
export function raw(name: keyof typeof series, more = '', suffix = ''): string {
  return `${series[name]}${suffix}{${RAW}${more === '' ? '' : `, ${more}`}}`;
}

/** A legend of labels. */
export function legend(...labels: readonly string[]): string {
  return labels.map((name) => `{{${name}}}`).join(' ');
}
