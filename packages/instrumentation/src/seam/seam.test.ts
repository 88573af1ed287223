import { ROOT_CONTEXT } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { quietSeam } from '../../../../test/support/quiet-seam.ts';
import { createBreaker } from './breaker.ts';
import { abandonedEnd, answerEnd, sendFailureEnd } from './call-end.ts';
import { propagateToChild } from './children.ts';
import { Connection, OpenCalls, type OpenCall } from './connection.ts';
import type { Seam } from './seam.ts';
import { open, settleEverything } from './settle.ts';

describe('the breaker', () => {
  const broken = (): never => {
    throw new Error('ours');
  };
  test('lets no exception of ours out, and says it once', () => {
    const said: string[] = [];
    const breaker = createBreaker(
      (sentence) => said.push(sentence),
      () => 0,
    );
    expect(breaker.run('send', broken)).toBeUndefined();
    expect(breaker.run('send', broken)).toBeUndefined();
    expect(breaker.run('send', () => 7)).toBe(7);
    expect(said).toEqual(['internal error in send, the application is not affected: ours']);
  });
  test('opens after five failures within a minute, and not for five in an hour', () => {
    const said: string[] = [];
    let now = 0;
    const breaker = createBreaker(
      (sentence) => said.push(sentence),
      () => now,
    );
    for (let failure = 0; failure < 8; failure += 1, now += 20_000) breaker.run('send', broken);
    expect(breaker.run('send', () => 'alive')).toBe('alive');
    for (let failure = 0; failure < 5; failure += 1) breaker.run('send', broken);
    expect(breaker.run('send', () => 'alive')).toBeUndefined();
    expect(said.at(-1)).toMatch(/switched off/);
  });
});

describe('the end of a call', () => {
  test('by an answer', () => {
    expect(answerEnd({ result: {} })).toEqual({ answered: true });
    expect(answerEnd({ result: { isError: true, resultType: 'complete' } })).toEqual({
      answered: true,
      isError: true,
      resultType: 'complete',
    });
    expect(answerEnd({ error: { code: -32601, message: 'no' } })).toEqual({
      refused: true,
      errorCode: -32601,
      message: 'no',
    });
    expect(answerEnd({ error: { code: 'odd', message: {} } })).toEqual({ refused: true });
  });
  test.each([
    ['McpError: MCP error -32001: Request timed out', 'timeout'],
    ['SdkError: Request timed out', 'timeout'],
    ['McpError: MCP error -32001: Maximum total timeout exceeded', 'timeout'],
    ['TimeoutError: The operation was aborted due to timeout', 'timeout'],
    ['AbortError: This operation was aborted', 'cancelled'],
    ['the user said stop', 'cancelled'],
    [undefined, 'cancelled'],
    [{ reason: 'timed out' }, 'cancelled'],
  ])('by the caller’s reason %o: %s', (reason, abandoned) => {
    expect(abandonedEnd(reason).abandoned).toBe(abandoned);
  });
  test.each<readonly [unknown, object]>([
    [Object.assign(new Error('x'), { code: 403 }), { httpStatus: 403 }],
    [Object.assign(new Error('x'), { code: 'CLIENT_HTTP_FORBIDDEN', data: { status: 403 } }), { httpStatus: 403 }],
    [Object.assign(new Error('x'), { name: 'UnauthorizedError' }), { httpStatus: 401 }],
    [Object.assign(new Error('x'), { code: 'EPIPE' }), { errorName: 'EPIPE' }],
    [new TypeError('fetch failed'), { errorName: 'TypeError' }],
    [new Error('x'), {}],
    ['text', {}],
    [null, {}],
  ])('by a message that could not be sent: %o', (error, facts) => {
    expect(sendFailureEnd(error)).toMatchObject({ abandoned: 'failed', ...facts });
  });
});

describe('open calls', () => {
  const call = (id: string | number): OpenCall => ({
    id,
    side: 'client',
    method: 'tools/call',
    tool: undefined,
    span: undefined,
    context: ROOT_CONTEXT,
    startedMs: 0,
  });
  test('1 and "1" are two calls', () => {
    const calls = new OpenCalls();
    const one = call(1);
    calls.add(one);
    expect(calls.take('1')).toBeUndefined();
    expect(calls.take(1)).toBe(one);
    expect(calls.take(1)).toBeUndefined();
  });
  test('a hundred thousand that are never answered do not fill the memory, and the end of the process leaves none', () => {
    const telemetry = seam('false');
    const connection = new Connection({ send: () => undefined });
    for (let id = 0; id < 100_000; id += 1) open(telemetry, connection, call(id));
    expect(connection.outbound.get(0)).toBeUndefined();
    expect(connection.outbound.get(99_999)).toBeDefined();
    settleEverything(telemetry, { abandoned: 'closed' });
    expect(connection.outbound.takeAll()).toEqual([]);
  });
});

describe('telemetry settings for child servers', () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_SERVICE_NAME: 'me', MCP_OTEL_LOG: 'debug', SECRET: 'x' };
  test('go to Node only, with an absolute and quoted path, and without this process’s own name', () => {
    const parameters = { command: 'node', args: ['server.js'], env: { MINE: '1', MCP_OTEL_LOG: 'info' } };
    const transport = { _serverParams: parameters };
    propagateToChild(seam('true'), transport, env);
    expect(transport._serverParams).toEqual({
      ...parameters,
      env: {
        MINE: '1',
        MCP_OTEL_LOG: 'info',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c',
        NODE_OPTIONS: '--require "/opt/my tools/preload.cjs"',
      },
    });
    expect(parameters.env).toEqual({ MINE: '1', MCP_OTEL_LOG: 'info' });
  });
  test('are added to the options that the application set', () => {
    const transport = { _serverParams: { command: '/usr/bin/npx', env: { NODE_OPTIONS: '--max-old-space-size=64' } } };
    propagateToChild(seam('true'), transport, {});
    expect(transport._serverParams.env.NODE_OPTIONS).toBe(
      '--max-old-space-size=64 --require "/opt/my tools/preload.cjs"',
    );
  });
  test.each([
    ['a Python server', 'true', { _serverParams: { command: 'python3' } }],
    ['a server when nobody asked for it', 'false', { _serverParams: { command: 'node' } }],
    ['an HTTP transport', 'true', { _url: new URL('http://x') }],
  ])('do not go to %s', (_name, flag, transport) => {
    const before = structuredClone(Object.keys(transport));
    const parameters = (transport as { _serverParams?: object })._serverParams;
    propagateToChild(seam(flag), transport, env);
    expect(Object.keys(transport)).toEqual(before);
    expect((transport as { _serverParams?: object })._serverParams).toBe(parameters);
  });
});

/** A seam without any provider, in a process with the preload. */
function seam(propagate: string): Seam {
  return { ...quietSeam({ MCP_OTEL_PROPAGATE_TO_CHILDREN: propagate }), preload: '/opt/my tools/preload.cjs' };
}
