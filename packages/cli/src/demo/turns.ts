import type { Call } from '../report/call-tree.ts';
import type { Turn } from './demo-report.ts';
import type { SpokenLine } from './programs.ts';

const USER = 'user: ';
const AGENT = 'agent: ';

/**
 * Groups calls by the request of the user that they were made for, by the time between question and answer. The agent
 * itself has no tracing that would tell.
 */
export function turnsOf(
  lines: readonly SpokenLine[],
  calls: readonly Call[],
): { readonly setup: readonly Call[]; readonly turns: readonly Turn[] } {
  const starts = lines.filter(({ text }) => text.startsWith(USER));
  const answers = lines.filter(({ text }) => text.startsWith(AGENT)); // The agent answers before it asks again.
  const turns = starts.map((start, index) => {
    const answer = answers[index];
    const untilMs = starts[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return {
      user: start.text.slice(USER.length),
      answer: answer?.text.slice(AGENT.length) ?? '',
      seconds: ((answer?.atMs ?? start.atMs) - start.atMs) / 1000,
      calls: calls.filter(({ startedMs }) => startedMs >= start.atMs && startedMs < untilMs),
    };
  });
  const firstMs = starts[0]?.atMs ?? Number.POSITIVE_INFINITY;
  return { setup: calls.filter(({ startedMs }) => startedMs < firstMs), turns };
}
