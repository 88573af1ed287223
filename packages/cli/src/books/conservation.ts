import {
  addFigures,
  efficiencyOf,
  isMeasurable,
  keepsTo,
  lossOf,
  noFigures,
  targets,
  type Ratio,
  type TargetName,
} from '@mcp-otel/core';
import type { Call } from '../report/call-tree.ts';
import { flatten } from '../report/call-tree.ts';
import type { SessionBooks } from './session-books.ts';

/** One of the four conservation figures. */
export interface ConservationFigure {
  readonly name: TargetName;
  /** Undefined where too little is known. */
  readonly value: number | undefined;
  /** What the figure was taken of, so many times: tokens, tool calls or sessions. */
  readonly denominator: number;
  readonly of: 'token' | 'tool call' | 'session';
  /** Part of what there was that could be known, 0 to 1. */
  readonly coverage: number;
  readonly verdict: 'pass' | 'fail' | 'not measurable';
}

/** The four figures of sessions, against their targets. */
export function conservation(books: readonly SessionBooks[], calls: readonly Call[]): readonly ConservationFigure[] {
  const figures = books.reduce((sum, { closed }) => addFigures(sum, closed.figures), noFigures);
  return [
    figure('efficiency', efficiencyOf(figures), 'token'),
    figure('loss', lossOf(figures), 'token'),
    figure('success', successOf(calls), 'tool call'),
    figure('calls', volumeOf(books, calls), 'session'),
  ];
}

function figure(name: TargetName, ratio: Ratio, of: ConservationFigure['of']): ConservationFigure {
  const { value, denominator, coverage } = ratio;
  if (value === undefined || !isMeasurable(ratio))
    return { name, value: undefined, denominator, of, coverage, verdict: 'not measurable' };
  return { name, value, denominator, of, coverage, verdict: keepsTo(name, value) ? 'pass' : 'fail' };
}

const succeeded: ReadonlySet<string> = new Set(['ok']);
const failed: ReadonlySet<string> = new Set(['tool_error', 'protocol_error', 'transport_error', 'timeout']);

/** As the callers saw it; what was cancelled, denied or asked back says nothing about a tool. */
function successOf(calls: readonly Call[]): Ratio {
  const outcomes = flatten(calls)
    .filter(({ method, client }) => method === 'tools/call' && client !== undefined)
    .map(({ outcome }) => outcome);
  const good = outcomes.filter((outcome) => succeeded.has(outcome)).length;
  const denominator = good + outcomes.filter((outcome) => failed.has(outcome)).length;
  return {
    value: denominator === 0 ? undefined : good / denominator,
    denominator,
    coverage: denominator === 0 ? 0 : 1,
  };
}

const volume: ReadonlySet<string> = new Set(['tools/call', 'resources/read', 'prompts/get']);

function volumeOf(books: readonly SessionBooks[], calls: readonly Call[]): Ratio {
  const sessions = new Set(books.map(({ session }) => session)).size;
  const models = books.reduce((sum, { closed }) => sum + closed.calls, 0);
  const messages = flatten(calls).filter(({ method, client }) => volume.has(method) && client !== undefined).length;
  const value = sessions === 0 ? undefined : (models + messages) / sessions;
  return { value, denominator: sessions, coverage: sessions === 0 ? 0 : 1 };
}

/** A figure as a person reads it. */
export function shown({ name, value }: ConservationFigure): string {
  if (value === undefined) return '-';
  return targets[name].unit === 'ratio' ? `${(value * 100).toFixed(1)} %` : value.toFixed(0);
}
