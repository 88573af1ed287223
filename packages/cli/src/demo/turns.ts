import { flatten, type Call } from '../report/call-tree.ts';
import { modelTotals } from '../report/model-totals.ts';
import type { Turn } from './demo-report.ts';
import type { SpokenLine } from './programs.ts';

const USER = 'user: ';
const AGENT = 'agent: ';

/**
 * Puts each trace beside the request of the user that it belongs to: one trace per request, in their order; what else there
 * is by the time between question and answer.
 */
export function turnsOf(
  lines: readonly SpokenLine[],
  calls: readonly Call[],
): { readonly setup: readonly Call[]; readonly turns: readonly Turn[] } {
  const starts = lines.filter(({ text }) => text.startsWith(USER));
  const answers = lines.filter(({ text }) => text.startsWith(AGENT)); // The agent answers before it asks again.
  const turnOf = inOrder(calls, starts.length);
  const turns = starts.map((start, index) => {
    const answer = answers[index];
    const untilMs = starts[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const made = calls.filter((call) => {
      const turn = turnOf.get(call);
      return turn === undefined ? call.startedMs >= start.atMs && call.startedMs < untilMs : turn === index;
    });
    return {
      user: start.text.slice(USER.length),
      answer: answer?.text.slice(AGENT.length) ?? '',
      seconds: ((answer?.atMs ?? start.atMs) - start.atMs) / 1000,
      calls: made,
      models: modelTotals(flatten(made).flatMap(({ model }) => (model === undefined ? [] : [model]))),
    };
  });
  const firstMs = starts[0]?.atMs ?? Number.POSITIVE_INFINITY;
  return { setup: calls.filter((call) => !turnOf.has(call) && call.startedMs < firstMs), turns };
}

/** Traces that begin with a call of the model, by the number of their turn; none where there is not one for each turn. */
function inOrder(calls: readonly Call[], turns: number): ReadonlyMap<Call, number> {
  const begun = calls.filter(({ model }) => model !== undefined);
  return new Map(begun.length === turns ? begun.map((call, index) => [call, index]) : []);
}
