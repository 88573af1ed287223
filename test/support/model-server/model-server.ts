import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Answer, Body } from './answers.ts';
import { anthropicAnswer } from './anthropic.ts';
import { geminiAnswer } from './gemini.ts';
import { ollamaAnswer } from './ollama.ts';
import { chatAnswer, completionsAnswer, embeddingsAnswer, responsesAnswer } from './openai.ts';

/** A real HTTP server on loopback that speaks the wire formats of the model providers, without a model. */
export interface ModelServer extends AsyncDisposable {
  /** With a scenario as the first segment of the path, such as `/refuse-once`, in front of the provider's own. */
  readonly url: string;
  /** Requests as they came, oldest first. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
}

const routes: readonly (readonly [path: RegExp, answer: (body: Body, path: string) => Answer])[] = [
  [/\/chat\/completions$/, chatAnswer],
  [/\/completions$/, completionsAnswer],
  [/\/responses$/, responsesAnswer],
  [/\/embeddings$/, embeddingsAnswer],
  [/\/messages$/, anthropicAnswer],
  [/:(?:generateContent|streamGenerateContent)$/, geminiAnswer],
  [/\/api\/chat$/, ollamaAnswer],
];

export async function startModelServer(): Promise<ModelServer> {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    void serve(request, response, requests.filter(({ path }) => path === request.url).length);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, nth: number): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const scenario = scenarios[pathname.split('/')[1] ?? ''];
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Body;
  const answer = answerTo(pathname, body);
  if (answer === undefined) return send(response, 404, {}, JSON.stringify({ error: { code: 'not_found' } }));
  if ((await scenario?.({ response, nth, answer })) === true) return undefined;
  if ('whole' in answer) return send(response, 200, {}, JSON.stringify(answer.whole));
  response.writeHead(200, { 'content-type': answer.type });
  for (const piece of answer.pieces) response.write(piece);
  return void response.end();
}

/** Undefined for what is no call of a model. */
function answerTo(pathname: string, body: Body): Answer | undefined {
  const asks = ['messages', 'prompt', 'input', 'contents'].some((key) => body[key] !== undefined);
  return asks ? routes.find(([path]) => path.test(pathname))?.[1](body, pathname) : undefined;
}

interface Scene {
  readonly response: ServerResponse;
  /** How many requests have come to this very path. */
  readonly nth: number;
  readonly answer: Answer;
}

/** True: the answer has been given. */
type Scenario = (scene: Scene) => boolean | Promise<boolean>;

function refuse(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Scenario {
  return ({ response }) => {
    const error = { code, type: code, message: 'no', status: code };
    send(response, status, headers, JSON.stringify({ type: 'error', error }));
    return true;
  };
}

const pause = async (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Writes the pieces of an answer one by one. */
async function dribble({ response, answer }: Scene, count = Number.POSITIVE_INFINITY): Promise<void> {
  if ('whole' in answer) return;
  response.writeHead(200, { 'content-type': answer.type });
  for (const piece of answer.pieces.slice(0, count)) {
    if (response.destroyed) return;
    response.write(piece);
    await pause(50); // A busy machine makes one piece of what comes closer together.
  }
}

const scenarios: Readonly<Record<string, Scenario>> = {
  limited: refuse(429, 'rate_limit_exceeded', { 'retry-after': '7' }),
  overflow: refuse(400, 'context_length_exceeded'),
  filtered: refuse(400, 'content_filter'),
  broken: refuse(500, 'server_error'),
  'refuse-once': (scene) => (scene.nth === 1 ? refuse(503, 'server_error', { 'retry-after-ms': '20' })(scene) : false),
  slow: async (scene) => {
    await dribble(scene);
    scene.response.end();
    return true;
  },
  drop: async (scene) => {
    await dribble(scene, 3);
    scene.response.destroy();
    return true;
  },
  short: async (scene) => {
    await dribble(scene, 3);
    scene.response.end();
    return true;
  },
  never: async () => new Promise<boolean>(() => undefined),
  gzip: ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync('whole' in answer ? JSON.stringify(answer.whole) : ''));
    return true;
  },
  huge: ({ response, answer }) => {
    const filler = ' '.repeat(1_000_000);
    response.writeHead(200, { 'content-type': 'application/json' });
    for (let megabyte = 0; megabyte < 100; megabyte += 1) response.write(filler);
    response.end('whole' in answer ? JSON.stringify(answer.whole) : '');
    return true;
  },
  'half-json': ({ response, answer }) => {
    send(response, 200, {}, 'whole' in answer ? JSON.stringify(answer.whole).slice(0, 40) : '');
    return true;
  },
  'wrong-type': ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('whole' in answer ? JSON.stringify(answer.whole) : answer.pieces.join(''));
    return true;
  },
  'bad-events': ({ response, answer }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const pieces = 'whole' in answer ? [] : answer.pieces;
    response.end(
      `: hello\n\ndata: {"half\n\nid: 7\nretry: 5\n\n${pieces.join('').replaceAll('\n', '\r\n')}data\n\ndata:`,
    );
    return true;
  },
};

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
