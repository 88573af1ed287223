import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, receivedPoints, startReceiver, type ReceivedPoint, type ReceivedSpan } from '@mcp-otel/pipeline';
import { startModelServer } from './model-server.ts';
import { serverProgram, startHttpServer, type HttpServer } from './programs.ts';
import { DEMO_FOLDER, type ScriptedRequest } from './story.ts';

/** Everything that the agent needs around it: a receiver, a model, two HTTP servers and a folder of notes. */
export interface Stage extends AsyncDisposable {
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
  /** Where Prometheus can read the metrics of one of the servers, as long as it runs. */
  readonly metricsUrl: string;
  /** Environment of the agent. */
  readonly agentEnv: NodeJS.ProcessEnv;
  /** Ends the HTTP servers, so that they send what they have left. */
  stopServers(): Promise<void>;
}

/** @param store variables by which the programs store their spans, if they do */
export async function setStage(
  story: readonly ScriptedRequest[],
  env: NodeJS.ProcessEnv,
  store: NodeJS.ProcessEnv = {},
): Promise<Stage> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const notes = await makeNotes();
  const model = await startModelServer(story, notes);
  const receiver = await startReceiver({
    port: 0,
    onSpans: (received) => void spans.push(...received),
    onOther: (signal, request) => void (signal === 'metrics' && points.push(...receivedPoints(request))),
  });
  const telemetry = { ...telemetryEnv(env, receiver.url), ...store };
  const metricsPort = await freePort();
  const servers = await startServers(telemetry, metricsPort);
  const stopServers = async (): Promise<void> => {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  };
  return {
    spans,
    points,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    agentEnv: {
      ...telemetry,
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'scripted',
      AGENT_MODEL: 'gpt-5-mini', // So that there is a price; the answers come from the script.
      OTEL_SERVICE_NAME: 'agent',
      MCP_OTEL_PROPAGATE_TO_CHILDREN: 'true',
      AGENT_NOTES: notes,
      AGENT_EVERYTHING_URL: urlOf(servers.everything),
      AGENT_DESK_URL: urlOf(servers.desk),
    },
    stopServers,
    async [Symbol.asyncDispose]() {
      model.close();
      await stopServers();
      await receiver.close();
      await rm(notes, { recursive: true, force: true });
    },
  };
}

async function startServers(
  env: NodeJS.ProcessEnv,
  metricsPort: number,
): Promise<Readonly<Record<'everything' | 'desk', HttpServer>>> {
  const program = serverProgram('@modelcontextprotocol/server-everything/dist/index.js');
  const everything = await startHttpServer(program, ['streamableHttp'], {
    ...env,
    OTEL_METRICS_EXPORTER: 'prometheus,otlp',
    OTEL_EXPORTER_PROMETHEUS_PORT: String(metricsPort),
  });
  const desk = await startHttpServer(fileURLToPath(new URL('desk-server.mjs', DEMO_FOLDER)), [], {
    ...env,
    OTEL_SERVICE_NAME: 'desk',
    DESK_ASKS_URL: urlOf(everything),
  });
  return { everything, desk };
}

function urlOf({ port }: HttpServer): string {
  return `http://127.0.0.1:${port}/mcp`;
}

/** The demo's programs get no key of the user, and none of the telemetry settings that are meant for other programs. */
function telemetryEnv(env: NodeJS.ProcessEnv, endpoint: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:MCP_)?OTEL_|_API_KEY$|^NODE_OPTIONS$/.test(name));
  const { MCP_OTEL_LOG } = env;
  return {
    ...Object.fromEntries(kept),
    ...(MCP_OTEL_LOG !== undefined && { MCP_OTEL_LOG }),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    MCP_OTEL_HASH_KEY: 'demo', // Makes no key file for this machine.
  };
}

/** A long text that says something else in each line. */
function harbourLog(): string {
  const ships = ['Albatross', 'Bittern', 'Cormorant', 'Dunlin', 'Egret', 'Fulmar', 'Gannet'];
  const lines = Array.from({ length: 42 }, (_, day) => {
    const ship = ships[(day * 3) % ships.length];
    return `- Day ${day + 1}: the ${ship} took mooring ${(day * 17) % 42}, ${day * 7 + 3} crates on board, wind ${day % 9}.`;
  });
  return `# Log\n\n${lines.join('\n')}\n`;
}

async function makeNotes(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-otel-demo-'));
  await writeFile(join(folder, 'harbour.md'), '# Harbour\n\nOpens in May. 42 moorings.\n');
  await writeFile(join(folder, 'log.md'), harbourLog());
  return folder;
}
