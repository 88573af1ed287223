import { sumOfShares } from '@mcp-otel/core';
import type { SessionBooks } from '../books/session-books.ts';
import { flatten, type Call } from '../report/call-tree.ts';
import type { DeliveryRow } from '../report/delivery.ts';
import type { ForeignSpanRow } from '../report/foreign-span.ts';
import type { Redactions } from '../report/redactions.ts';
import type { Turn } from './demo-report.ts';
import type { ScriptedRequest } from './story.ts';

/** What the demo must have seen; each sentence says what is missing. Empty when all is there. */
export function missing(
  story: readonly ScriptedRequest[],
  calls: readonly Call[],
  delivery: readonly DeliveryRow[],
  turns: readonly Turn[],
): readonly string[] {
  return [
    ...brokenTurns(turns),
    ...missingCalls(story, flatten(calls)),
    ...halfCalls(flatten(calls)),
    ...missingSampling(calls),
    ...wrongBooks(delivery),
  ];
}

/** A request of the user is one trace, that begins with a call of the model. */
function brokenTurns(turns: readonly Turn[]): readonly string[] {
  return turns.flatMap(({ user, calls }) => {
    const [first] = calls;
    return calls.length === 1 && first?.model !== undefined
      ? []
      : [`“${user}” is not one trace of model and tool calls`];
  });
}

/** Every scripted call, by tool and outcome, as often as the script has it. */
function missingCalls(story: readonly ScriptedRequest[], seen: readonly Call[]): readonly string[] {
  const left = [...seen];
  return story
    .flatMap(({ steps }) => steps.flat())
    .flatMap(({ tool, outcome = 'ok' }) => {
      const index = left.findIndex((call) => call.target === tool && call.outcome === outcome);
      if (index === -1) return [`no span for the call of ${tool} that ends as ${outcome}`];
      left.splice(index, 1);
      return [];
    });
}

/** Client and server report; a call with one end only is a broken trace. */
function halfCalls(seen: readonly Call[]): readonly string[] {
  return seen.flatMap(({ method, target = '', client, server, model }) => {
    if (model !== undefined || (client !== undefined && server !== undefined)) return [];
    return [`the ${client === undefined ? 'client' : 'server'} span of ${method} ${target} is missing`];
  });
}

/** From the client through the server and back into the client, in one trace. */
function missingSampling(calls: readonly Call[]): readonly string[] {
  const asked = flatten(calls).find(({ target }) => target === 'trigger-sampling-request');
  const sampled = asked?.calls.some(
    ({ method, traceId }) => method === 'sampling/createMessage' && traceId === asked.traceId,
  );
  return sampled === true ? [] : ['no sampling/createMessage span under the tool call that caused it'];
}

/** Nothing that the rules know may have arrived, and there was something to take out. */
export function leftSecrets({ takenOut, left }: Redactions, foreign: readonly ForeignSpanRow[]): readonly string[] {
  return [
    ...(left === 0 ? [] : [`${left} secrets are in what arrived`]),
    ...(Object.keys(takenOut).length >= 4 ? [] : ['the counters tell of fewer classes of secrets than the letter has']),
    ...(foreign.some(({ dialect }) => dialect.includes('openinference')) ? [] : ['no span of OpenInference arrived']),
  ];
}

/** Processes whose books do not balance, or whose spans are not here; nobody knows what a real model will call. */
export function wrongBooks(delivery: readonly DeliveryRow[]): readonly string[] {
  if (delivery.length === 0) return ['no process told what became of its spans'];
  return delivery.flatMap(({ service, residual, delivered, received }) => [
    ...(residual === 0 ? [] : [`the delivery ledger of ${service} has a residual of ${residual}`]),
    ...(received >= delivered ? [] : [`${service} delivered ${delivered} spans, but ${received} are here`]),
  ]);
}

/** Classes and fates that do not add up to what was counted, and books that two of us have kept and that differ. */
export function wrongTotals(books: readonly SessionBooks[]): readonly string[] {
  if (books.length === 0) return ['the agent has told nothing about the fate of its tokens'];
  return books.flatMap(({ session, closed, entries, agrees, state }) => {
    const booked = (side: string): number =>
      closed.bookings.reduce((sum, each) => (each.side === side ? sum + each.tokens : sum), 0);
    const entered = entries.reduce((sum, { tokens }) => sum + tokens, 0);
    const told = sumOfShares(closed.figures.tokens) + sumOfShares(closed.figures.context);
    const balances = booked('use') + booked('supply') === told && entered === told;
    return [
      ...(balances ? [] : [`the books of session ${session} do not balance`]),
      ...(state === 'settled' && agrees === true ? [] : [`session ${session} is not settled as its facts say`]),
    ];
  });
}
