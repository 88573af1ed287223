import type { Call } from '../report/call-tree.ts';
import type { ModelFacts } from '../report/model-facts.ts';
import { tokens, usd } from './model-sections.ts';
import type { Style } from './style.ts';

const NAME_WIDTH = 48;
const RECEIVER_WIDTH = 26;
const TIMES_WIDTH = 38;

/** Draws calls as a tree: both ends of a call in one line, with the time that is neither's, the gap. */
export function treeLines(calls: readonly Call[], style: Style, indent = ''): readonly string[] {
  return calls.flatMap((call, index) => {
    const last = index === calls.length - 1;
    const branch = `${indent}${last ? '└─ ' : '├─ '}`;
    return [callLine(call, branch, style), ...treeLines(call.calls, style, `${indent}${last ? '   ' : '│  '}`)];
  });
}

function callLine(call: Call, branch: string, style: Style): string {
  return call.model === undefined ? messageLine(call, branch, style) : modelLine(call, call.model, branch, style);
}

/** A call of a model has no other end: what it used stands there. */
function modelLine({ method, outcome }: Call, model: ModelFacts, branch: string, style: Style): string {
  return [
    `${branch}${method} ${model.model}`.padEnd(NAME_WIDTH),
    `${ms(model.ms)}  ${tokens(model)}, ${usd(model.costUsd)}`.padEnd(RECEIVER_WIDTH + 1 + TIMES_WIDTH),
    style(colourOf(outcome), outcome),
    style('dim', `prompt ${model.prompt}`),
  ].join(' ');
}

function messageLine(call: Call, branch: string, style: Style): string {
  const { method, target = '', server, outcome, errorType } = call;
  const name = `${branch}${method}${target === '' ? '' : ` ${target}`}`;
  const receiver = `→ ${shortService(server?.service)}${server?.transport === 'http' ? ' (http)' : ''}`;
  const why = errorType === undefined || errorType === outcome ? '' : ` (${errorType})`;
  return [
    name.padEnd(NAME_WIDTH),
    style('dim', receiver.padEnd(RECEIVER_WIDTH)),
    times(call).padEnd(TIMES_WIDTH),
    style(colourOf(outcome), `${outcome}${why}`),
  ].join(' ');
}

function times({ client, server }: Call): string {
  if (client === undefined || server === undefined) return ms(client?.ms ?? server?.ms ?? Number.NaN);
  const both = `${ms(client.ms)} = server ${server.ms.toFixed(1).padStart(6)}`;
  const gap = client.ms - server.ms;
  // A server that is told to stop ends after its caller has: there is no gap between them.
  return gap < 0 ? both.replace(' = ', ' , ') : `${both} + gap ${gap.toFixed(1).padStart(6)}`;
}

function colourOf(outcome: string): 'green' | 'yellow' | 'red' {
  if (outcome === 'ok' || outcome === 'input_required') return 'green';
  return outcome === 'cancelled' ? 'yellow' : 'red';
}

/** Milliseconds with one decimal, right-aligned. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(9);
}

/** A package name without what all of them have in common. */
export function shortService(service: string | undefined): string {
  return service?.replace(/^@modelcontextprotocol\//, '') ?? '?';
}
