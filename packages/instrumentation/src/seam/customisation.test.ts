import { own } from '@mcp-otel/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { customisation, type McpInstrumentationConfig } from '../settings/customisation.ts';
import { replaceGlobals } from '../telemetry/live-globals.ts';
import { Connection } from './connection.ts';
import { requestReceived } from './inbound.ts';
import { outgoing } from './outbound.ts';
import { responseReceived } from './responses.ts';

let exporter: InMemorySpanExporter;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  const trace = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  replaceGlobals({ version: '1.10.0', trace });
});

afterEach(() => {
  replaceGlobals(undefined);
  customisation().config = {};
});

const connection = (url = 'http://tools.example/mcp'): Connection =>
  new Connection(Object.assign({ send: () => undefined }, { _url: new URL(url) }));

/** A call of a tool as its client sees it. @returns the names of its spans */
function call(config: McpInstrumentationConfig, tool = 'echo', here = connection()): readonly string[] {
  customisation().config = config;
  const seam = quietSeam();
  outgoing(seam, here, { id: 1, method: 'tools/call', params: { name: tool } }, undefined);
  responseReceived(seam, here, { id: 1, result: { content: [] } });
  return exporter.getFinishedSpans().map(({ name }) => name);
}

describe('hooks of the application', () => {
  test('add to spans, with the message and the answer before them', () => {
    call({
      requestHook: (span, { message, tool }) => span.setAttribute('app.request', `${String(message.id)} ${tool}`),
      responseHook: (span, { outcome, message }) =>
        span.setAttribute('app.response', `${outcome} ${JSON.stringify(message?.result)}`),
    });
    expect(exporter.getFinishedSpans()[0]?.attributes).toMatchObject({
      'app.request': '1 echo',
      'app.response': 'ok {"content":[]}',
    });
  });
  test('that throw keep their exception: the span ends as it would', () => {
    const thrower = (): never => {
      throw new Error('theirs');
    };
    expect(call({ requestHook: thrower, responseHook: thrower })).toEqual(['tools/call echo']);
    expect(exporter.getFinishedSpans()[0]?.attributes[own.ATTR_OUTCOME]).toBe('ok');
  });
});

test('a hook that is asynchronous may fail as well: nothing is left unhandled', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  call({ requestHook: async () => Promise.reject(new Error('theirs')) });
  await new Promise((resolve) => void setImmediate(resolve));
  process.removeListener('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

describe('what the application leaves out', () => {
  test.each<readonly [string, McpInstrumentationConfig]>([
    ['a method', { ignoreMethods: ['tools/call'] }],
    ['a tool', { ignoreTools: ['echo'] }],
    ['a server by its host', { ignoreServers: ['tools.example'] }],
    ['everything', { enabled: false }],
  ])('has no span: %s', (_name, config) => {
    expect(call(config)).toEqual([]);
  });
  test('a server by the name that it gives itself', () => {
    const here = connection();
    here.learnServerName('initialize', { id: 0, result: { serverInfo: { name: 'noisy' } } });
    expect(call({ ignoreServers: ['noisy'] }, 'echo', here)).toEqual([]);
  });
  test('other tools and servers keep theirs', () => {
    expect(call({ ignoreTools: ['other'], ignoreServers: ['other.example'] })).toEqual(['tools/call echo']);
  });
  test('a list of tools that is left out still tells which tools there are', () => {
    customisation().config = { ignoreMethods: ['tools/list'] };
    const [here, seam] = [connection(), quietSeam()];
    requestReceived(seam, here, { id: 1, method: 'tools/list' }, undefined);
    outgoing(seam, here, { id: 1, result: { tools: [{ name: 'listed' }] } }, undefined);
    requestReceived(seam, here, { id: 2, method: 'tools/call', params: { name: 'listed' } }, undefined);
    outgoing(seam, here, { id: 2, result: { isError: true } }, undefined);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['tools/call listed']);
  });
  test('servers are left out on the client: what a server does for its callers stays', () => {
    customisation().config = { ignoreServers: ['tools.example'] };
    const here = connection();
    requestReceived(quietSeam(), here, { id: 2, method: 'ping' }, undefined);
    outgoing(quietSeam(), here, { id: 2, result: {} }, undefined);
    expect(exporter.getFinishedSpans()).toHaveLength(1);
  });
});

test('attributes of the application are on every span and replace none of ours', () => {
  call({ attributes: { 'deployment.ring': 'canary', 'mcp.method.name': 'theirs' } });
  expect(exporter.getFinishedSpans()[0]?.attributes).toMatchObject({
    'deployment.ring': 'canary',
    'mcp.method.name': 'tools/call',
  });
});
