import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { receivedPoints, startReceiver, type ReceivedPoint, type ReceivedSpan } from '@mcp-otel/pipeline';
import { callTrees } from '../report/call-tree.ts';
import { deliveryRows } from '../report/delivery.ts';
import { notificationCounts } from '../report/notifications.ts';
import { sessionRows, toolRows } from '../report/summary.ts';
import type { DemoReport } from './demo-report.ts';
import { missing } from './expectations.ts';
import { liveProvider } from './live-provider.ts';
import { startModelServer } from './model-server.ts';
import { runAgent, serverProgram, startHttpServer } from './programs.ts';
import { DEMO_FOLDER, readStory } from './story.ts';
import { turnsOf } from './turns.ts';

const AGENT_DEADLINE_MS = 45_000;

/**
 * Runs an unmodified agent against published MCP servers, all of them with the preload, and reports what arrived.
 *
 * @param live a real model provider instead of the script
 * @throws Error when a program of the demo cannot be started
 */
export async function runDemo({
  live,
  env,
}: {
  readonly live: boolean;
  readonly env: NodeJS.ProcessEnv;
}): Promise<DemoReport> {
  const startedMs = performance.now();
  const notes = await makeNotes();
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const receiver = await startReceiver({
    port: 0,
    onSpans: (received) => void spans.push(...received),
    onOther: (signal, request) => void (signal === 'metrics' && points.push(...receivedPoints(request))),
  });
  const story = readStory();
  const model = await startModelServer(story, notes);
  const telemetry = telemetryEnv(env, receiver.url);
  const [everything, desk] = await Promise.all([
    startHttpServer(
      serverProgram('@modelcontextprotocol/server-everything/dist/index.js'),
      ['streamableHttp'],
      telemetry,
    ),
    startHttpServer(fileURLToPath(new URL('desk-server.mjs', DEMO_FOLDER)), [], {
      ...telemetry,
      OTEL_SERVICE_NAME: 'desk',
    }),
  ]);
  try {
    const { lines, failure } = await runAgent(
      {
        ...telemetry,
        ...(live ? liveProvider(env) : { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'scripted' }),
        OTEL_SERVICE_NAME: 'agent',
        MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true',
        AGENT_NOTES: notes,
        AGENT_EVERYTHING_URL: `http://127.0.0.1:${everything.port}/mcp`,
        AGENT_DESK_URL: `http://127.0.0.1:${desk.port}/mcp`,
      },
      AGENT_DEADLINE_MS,
    );
    await Promise.all([everything.stop(), desk.stop()]);
    const calls = callTrees(spans);
    const delivery = deliveryRows(points, spans);
    return {
      ...turnsOf(lines, calls),
      tools: toolRows(calls),
      sessions: sessionRows(spans),
      notifications: notificationCounts(points),
      delivery,
      spans: spans.length,
      seconds: (performance.now() - startedMs) / 1000,
      live,
      missing: [...(failure === undefined ? [] : [failure]), ...(live ? [] : missing(story, calls, delivery))],
    };
  } finally {
    model.close();
    await receiver.close();
    await rm(notes, { recursive: true, force: true });
  }
}

/** The demo's programs get no key of the user, and none of the telemetry settings that are meant for other programs. */
function telemetryEnv(env: NodeJS.ProcessEnv, endpoint: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:MCP_)?OTEL_|_API_KEY$|^NODE_OPTIONS$/.test(name));
  const { MCP_OTEL_LOG } = env;
  return {
    ...Object.fromEntries(kept),
    ...(MCP_OTEL_LOG !== undefined && { MCP_OTEL_LOG }),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  };
}

async function makeNotes(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-otel-demo-'));
  await writeFile(join(folder, 'harbour.md'), '# Harbour\n\nOpens in May. 42 moorings.\n');
  return folder;
}
