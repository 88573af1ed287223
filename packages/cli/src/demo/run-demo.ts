import { own } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { alertRows } from '../report/alerts.ts';
import { callTrees, flatten, type Call } from '../report/call-tree.ts';
import { deliveryRows } from '../report/delivery.ts';
import { driftRows, gatedCalls, shadowPairs } from '../report/governance.ts';
import { foreignSpans } from '../report/foreign-span.ts';
import { modelFacts } from '../report/model-facts.ts';
import { modelTotals } from '../report/model-totals.ts';
import { notificationCounts } from '../report/notifications.ts';
import { redactions } from '../report/redactions.ts';
import { sessionRows, toolRows } from '../report/summary.ts';
import type { DemoReport } from './demo-report.ts';
import { conservation } from '../books/conservation.ts';
import { sessionBooks } from '../books/session-books.ts';
import { leftSecrets, missing, wrongBooks, wrongTotals } from './expectations.ts';
import { liveProvider } from './live-provider.ts';
import { runProgram } from './programs.ts';
import { openDemoStore, type DemoStore } from '../stored/demo-store.ts';
import { wrongAnswers } from '../stored/wrong-answers.ts';
import { setStage } from './stage.ts';
import { readStory } from './story.ts';
import { turnsOf } from './turns.ts';

/** Service name of the agent. */
const AGENT = 'agent';
const AGENT_DEADLINE_MS = 45_000;

/** How the demo is run. */
export interface DemoOptions {
  /** Told where metrics can be read while the demo runs. */
  readonly onMetrics?: ((url: string) => void) | undefined;
  /** A real model provider instead of the script. */
  readonly live: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs an unmodified agent against published MCP servers, all of them with the preload, and reports what arrived.
 *
 * @throws Error when a program of the demo cannot be started, or when `live` is asked for without a key
 */
export async function runDemo({ live, env, onMetrics }: DemoOptions): Promise<DemoReport> {
  const provider = live ? liveProvider(env) : undefined;
  const startedMs = performance.now();
  const story = readStory();
  await using store = await storeOrWhyNot(env);
  await using stage = await setStage(story, env, store.env);
  onMetrics?.(stage.metricsUrl);
  const agentEnv = { ...stage.agentEnv, ...provider };
  const { lines, failure } = await runProgram('agent.mjs', agentEnv, AGENT_DEADLINE_MS);
  const toldMs = Date.now();
  const payments = await runProgram('payments.mjs', { ...agentEnv, OTEL_SERVICE_NAME: 'payments' }, AGENT_DEADLINE_MS);
  // Its prompts are recorded on purpose: what must not leave is taken out of them all the same.
  const lettersEnv = { ...agentEnv, OTEL_SERVICE_NAME: 'letters', MCP_OTEL_CAPTURE: 'prompts' };
  const letters = await runProgram('letters.mjs', lettersEnv, AGENT_DEADLINE_MS);
  await stage.stopServers();
  const { points } = stage;
  const spans = stage.spans.filter(({ name }) => name !== own.SPAN_SETTLEMENT);
  const books = sessionBooks(stage.spans).filter(({ service }) => service === AGENT);
  const calls = callTrees(spans);
  const { setup, turns } = turnsOf(
    lines,
    calls.filter((call) => call.startedMs < toldMs),
  );
  const delivery = deliveryRows(points, stage.spans);
  const ofAgent = agentCalls(calls);
  const figures = conservation(books, ofAgent);
  const drift = driftRows(points);
  const stored = await store.report();
  return {
    setup,
    turns,
    session: modelTotals(spans.map(modelFacts).filter((facts) => facts !== undefined)),
    drift,
    gates: gatedCalls(spans),
    shadows: shadowPairs(spans),
    tools: toolRows(calls),
    sessions: sessionRows(spans),
    notifications: notificationCounts(points),
    foreign: foreignSpans(spans),
    redaction: redactions(points, spans),
    delivery,
    conservation: figures,
    books,
    alerts: alertRows({ conservation: figures, calls: ofAgent, drift, delivery, points }),
    stored,
    spans: spans.length,
    seconds: (performance.now() - startedMs) / 1000,
    live,
    missing: [
      ...[failure, payments.failure, letters.failure].filter((sentence) => sentence !== undefined),
      ...wrongTotals(books),
      ...(typeof stored === 'string' ? [] : wrongAnswers(stored, stage.spans.length, books)),
      ...(live ? wrongBooks(delivery) : missing(story, calls, delivery, turns)),
      ...(live ? [] : leftSecrets(redactions(points, spans), foreignSpans(spans))),
    ],
  };
}

/** A machine on which no Postgres runs sees everything else all the same, and is told why it does not see this. */
async function storeOrWhyNot(env: NodeJS.ProcessEnv): Promise<DemoStore | NoStore> {
  try {
    return await openDemoStore(env);
  } catch (error) {
    const { message } = error as Error;
    return { env: {}, report: async () => message, [Symbol.asyncDispose]: async () => undefined };
  }
}

interface NoStore extends AsyncDisposable {
  readonly env: NodeJS.ProcessEnv;
  report(): Promise<string>;
}

/** Calls that the agent makes itself; its servers call others too. */
function agentCalls(calls: readonly Call[]): readonly Call[] {
  return flatten(calls)
    .filter(({ client }) => client?.service === AGENT)
    .map((call) => ({ ...call, calls: [] }));
}

/**
 * Runs the agent of the demo, and nothing else.
 *
 * @returns all spans that arrived
 * @throws Error when the agent cannot be run to its end
 */
export async function demoSpans(env: NodeJS.ProcessEnv): Promise<readonly ReceivedSpan[]> {
  await using stage = await setStage(readStory(), env);
  const { failure } = await runProgram('agent.mjs', stage.agentEnv, AGENT_DEADLINE_MS);
  await stage.stopServers();
  if (failure !== undefined) throw new Error(failure);
  return stage.spans;
}
