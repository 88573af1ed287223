import type { Call } from '../report/call-tree.ts';
import type { Style } from './style.ts';

const NAME_WIDTH = 48;
const ENDS_WIDTH = 34;

/** Draws calls as a tree: both ends of a call in one line, with the time that is neither's, the gap. */
export function treeLines(calls: readonly Call[], style: Style, indent = ''): readonly string[] {
  return calls.flatMap((call, index) => {
    const last = index === calls.length - 1;
    const branch = `${indent}${last ? '└─ ' : '├─ '}`;
    return [callLine(call, branch, style), ...treeLines(call.calls, style, `${indent}${last ? '   ' : '│  '}`)];
  });
}

function callLine(call: Call, branch: string, style: Style): string {
  const { method, target = '', client, server, outcome, errorType } = call;
  const name = `${branch}${method}${target === '' ? '' : ` ${target}`}`;
  const ends = `${shortService(client?.service)} → ${shortService(server?.service)}${server?.transport === 'http' ? ' (http)' : ''}`;
  const why = errorType === undefined || errorType === outcome ? '' : ` (${errorType})`;
  return [
    name.padEnd(NAME_WIDTH),
    style('dim', ends.padEnd(ENDS_WIDTH)),
    times(call).padEnd(46),
    style(
      outcome === 'ok' || outcome === 'input_required' ? 'green' : outcome === 'cancelled' ? 'yellow' : 'red',
      `${outcome}${why}`,
    ),
  ].join(' ');
}

function times({ client, server }: Call): string {
  if (client === undefined || server === undefined) return ms(client?.ms ?? server?.ms ?? Number.NaN);
  return `${ms(client.ms)}  server ${ms(server.ms)}  gap ${ms(Math.max(0, client.ms - server.ms))}`;
}

/** Milliseconds with one decimal, right-aligned. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(9);
}

/** A package name without what all of them have in common. */
export function shortService(service: string | undefined): string {
  return service?.replace(/^@modelcontextprotocol\//, '') ?? '?';
}
