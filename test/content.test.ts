import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '@mcp-otel/core';
import { describe, expect, test } from 'vitest';
import { startCollector } from './support/collector.ts';
import { leaks, samples, type Sample } from './support/redaction-corpus/index.mjs';
import { app, runNode, type Ended } from './support/run-node.ts';
import { metricsUrl } from './support/scrape.ts';

/** Twenty-six secrets of as many kinds, each with what makes it one. */
const secrets: readonly Sample[] = [...samples({ seed: 2_026, perKind: 1 })]
  .filter((_, index) => index % 19 === 0)
  .slice(0, 26);

/** Takes whatever is sent, as it is, and answers as a receiver or a model would. */
class Sink implements AsyncDisposable {
  readonly #server: Server;
  body = '';

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(answer: (body: string) => string): Promise<Sink> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        sink.body += body;
        response.setHeader('content-type', 'application/json').end(answer(body));
      });
    });
    const sink = new Sink(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A model that repeats what it was told. */
function startModel(): Promise<Sink> {
  return Sink.start((body) => {
    const content: unknown = (JSON.parse(body) as { messages: { content: string }[] }).messages.at(-1)?.content;
    const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }];
    return JSON.stringify({
      id: 'chatcmpl-1',
      model: 'gpt-5',
      choices,
      usage: { prompt_tokens: 9, completion_tokens: 9 },
    });
  });
}

const home = mkdtempSync(join(tmpdir(), 'mcp-otel-content-'));

/** Runs the program that puts texts everywhere. */
async function runWith(
  texts: readonly string[],
  env: Readonly<Record<string, string>>,
  flip = '',
  meanwhile?: (child: ChildProcess) => Promise<void>,
): Promise<Ended> {
  await using model = await startModel();
  const file = join(mkdtempSync(join(tmpdir(), 'mcp-otel-secrets-')), 'texts.json');
  writeFileSync(file, JSON.stringify(texts));
  return await runNode(app('content/secrets.mjs'), {
    args: [file, model.url, flip],
    env: { XDG_STATE_HOME: home, ...env },
    ...(meanwhile !== undefined && { meanwhile }),
  });
}

describe('secrets in every place of MCP, models and the application’s own telemetry', () => {
  test.each([
    ['with nothing captured', {}],
    ['with everything captured', { MCP_OTEL_CAPTURE: 'all' }],
    [
      'with everything captured, and spans on stderr as well',
      { MCP_OTEL_CAPTURE: 'all', OTEL_TRACES_EXPORTER: 'console,otlp' },
    ],
  ])('leave no byte in what is sent or said, %s', async (_name, env) => {
    await using receiver = await Sink.start(() => '{}');
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    const { code, stdout, stderr } = await runWith(
      secrets.map(({ text }) => text),
      { ...endpoint, ...env },
    );
    expect([code, stdout]).toEqual([0, '']);
    expect(receiver.body).toContain('tools/call');
    for (const secret of secrets) {
      expect(leaks(secret, receiver.body), `${secret.kind} in what was sent`).toBe(false);
      expect(leaks(secret, stderr), `${secret.kind} on stderr`).toBe(false);
    }
  });
});

describe('secrets in every place', () => {
  test('leave no byte in what Prometheus reads, on either page', async () => {
    let pages = '';
    const env = {
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: '0',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      MCP_OTEL_CAPTURE: 'all',
      MCP_OTEL_LOG: 'info',
    };
    const texts = secrets.map(({ text }) => text);
    await runWith(texts, env, 'wait', async (child) => {
      const done = once(child.stdout ?? child, 'data');
      const url = await metricsUrl(child);
      await done;
      for (const path of ['/metrics', '/health/mcp']) pages += await (await fetch(`${url}${path}`)).text();
      child.stdin?.end();
    });
    expect(pages).toMatch(/mcp_otel_calls_total\{gen_ai_tool_name="_OTHER".* [1-9]/);
    for (const secret of secrets) expect(leaks(secret, pages), `${secret.kind} in a scrape`).toBe(false);
  });
});

describe('content', () => {
  const phrase = 'meet me under the old clock at noon';

  test('is on no span unless somebody asks, while sizes, argument names and digests are', async () => {
    await using collector = await startCollector();
    await runWith([phrase], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const quiet = collector.spans.filter(
      ({ name, attributes }) =>
        attributes['gen_ai.tool.name'] === 'fail' || ['prompts/get greet', 'chat gpt-5'].includes(name),
    );
    expect(quiet.map(({ name, kind }) => `${name} ${kind}`).toSorted()).toEqual([
      'chat gpt-5 3',
      'prompts/get greet 2',
      'prompts/get greet 3',
      'tools/call 2',
      'tools/call 3',
    ]);
    for (const { attributes, status } of quiet) expect(JSON.stringify([attributes, status])).not.toContain('old clock');
    const foreign = collector.spans.find(({ scope }) => scope.name === 'application');
    expect(foreign?.attributes).not.toHaveProperty(['input.value']);
    expect(foreign?.attributes[own.ATTR_CONTENT_WITHHELD]).toContain(`input.value=${phrase.length}`);
    expect(foreign?.attributes[own.ATTR_CONTENT_DIGESTS]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^input\.value=[0-9a-f]{16}$/)]),
    );
    const call = quiet.find(({ attributes }) => attributes['gen_ai.tool.name'] === 'fail');
    expect(call?.attributes).toMatchObject({ [own.ATTR_TOOL_ARGUMENT_KEYS]: ['text'] });
    expect(call?.attributes).not.toHaveProperty(['gen_ai.tool.call.arguments']);
  });
  test('is recorded by kind, on both sides of a call', async () => {
    await using collector = await startCollector();
    await runWith([phrase], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_CAPTURE: 'arguments, resources,completions',
    });
    const failed = collector.spans.filter(({ attributes }) => attributes['gen_ai.tool.name'] === 'fail');
    const given = JSON.stringify({ text: phrase });
    expect(failed.map(({ attributes }) => attributes['gen_ai.tool.call.arguments'])).toEqual([given, given]);
    expect(failed.filter(({ attributes }) => 'gen_ai.tool.call.result' in attributes)).toEqual([]);
    const resource = collector.spans.find(({ name }) => name === 'resources/read');
    expect(resource?.attributes[own.ATTR_RESOURCE_CONTENTS]).toContain('kept: notes://list/');
    const prompt = collector.spans.find(({ name }) => name === 'prompts/get greet');
    expect(prompt?.attributes['gen_ai.prompt.variable.text']).toBe(phrase);
    const model = collector.spans.find(({ name }) => name === 'chat gpt-5');
    expect(model?.attributes['gen_ai.output.messages']).toContain(phrase);
    expect(model?.attributes).not.toHaveProperty(['gen_ai.input.messages']);
  });
  test('is recorded by the variable of the convention', async () => {
    await using collector = await startCollector();
    const variable = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'SPAN_ONLY' };
    await runWith([phrase], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...variable });
    const model = collector.spans.find(({ name }) => name === 'chat gpt-5');
    expect(model?.attributes['gen_ai.input.messages']).toBe(
      JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: phrase }] }]),
    );
    const [resource] = collector.spans.filter(({ name }) => name === 'resources/read');
    expect(resource?.attributes).not.toHaveProperty([own.ATTR_RESOURCE_CONTENTS]);
  });
  test('follows the variable while the program runs, and no span before it has any', async () => {
    await using collector = await startCollector();
    await runWith(['before the flip'], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'flip');
    const recorded = collector.spans
      .map(({ attributes }) => attributes['gen_ai.tool.call.arguments'])
      .filter((given) => given !== undefined);
    expect(new Set(recorded)).toEqual(new Set([JSON.stringify({ text: 'after the flip' })]));
  });
  test('is not recorded where the variable has a word that nobody knows, which is said', async () => {
    await using collector = await startCollector();
    const { stderr } = await runWith([phrase], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_CAPTURE: 'argument',
    });
    expect(stderr).toBe(
      'mcp-otel warn: MCP_OTEL_CAPTURE="argument" is not a list of arguments, results, prompts, completions, resources, all, none; ignoring it (nothing is recorded)\n',
    );
    expect(collector.spans.filter(({ attributes }) => 'gen_ai.tool.call.arguments' in attributes)).toEqual([]);
  });
  test('loses what the operator’s own rules name, and what was taken out is counted by class', async () => {
    await using collector = await startCollector();
    const rules = join(mkdtempSync(join(tmpdir(), 'mcp-otel-rules-')), 'rules.json');
    writeFileSync(
      rules,
      JSON.stringify({
        rules: [
          { name: 'place', pattern: 'old clock' },
          { name: 'slow', pattern: '(o+)+$' },
        ],
      }),
    );
    const { stderr } = await runWith([`${phrase} or call +44 20 7946 0958`], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      MCP_OTEL_CAPTURE: 'all',
      MCP_OTEL_REDACTION_RULES: rules,
    });
    expect(stderr).toMatch(
      /^mcp-otel warn: MCP_OTEL_REDACTION_RULES: redaction rule "slow" takes more than 5 ms .*\n$/,
    );
    const failed = collector.spans.find(({ attributes }) => attributes['gen_ai.tool.name'] === 'fail');
    expect(failed?.attributes['gen_ai.tool.call.arguments']).toMatch(
      /meet me under the \[redacted:custom:[0-9a-f]{12}\] at noon or call \[redacted:phone:[0-9a-f]{12}\]/,
    );
    const counted = collector.points.filter(({ metric, value }) => metric === own.METRIC_REDACTIONS && value > 0);
    expect(
      counted
        .map(({ attributes }) => JSON.stringify(attributes[own.ATTR_REDACTION_CLASS]))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([
      '"custom"',
      '"password"', // The header of the application's own span.
      '"phone"',
    ]);
  });
});
