import { describe, expect, test } from 'vitest';
import type { Call } from '../report/call-tree.ts';
import type { DeliveryRow } from '../report/delivery.ts';
import { modelTotals } from '../report/model-totals.ts';
import { missing } from './expectations.ts';
import type { ScriptedRequest } from './story.ts';

const side = { service: 's', transport: 'stdio', ms: 1, sessionSource: 'process', spanId: '1' } as const;
const call: Call = {
  method: 'tools/call',
  target: 'read',
  traceId: 't',
  startedMs: 0,
  outcome: 'ok',
  errorType: undefined,
  client: side,
  server: side,
  model: undefined,
  calls: [],
};
const sampling: Call = {
  ...call,
  target: 'trigger-sampling-request',
  calls: [{ ...call, method: 'sampling/createMessage', target: undefined }],
};
const story: readonly ScriptedRequest[] = [
  { user: 'u', answer: 'a', steps: [[{ server: 's', tool: 'read', arguments: {} }]] },
];
const books: DeliveryRow = {
  service: 's',
  started: 2,
  delivered: 2,
  handedOver: 0,
  dropped: 0,
  pending: 0,
  residual: 0,
  received: 2,
};

describe('the demo says what it misses', () => {
  test('nothing, when all is there', () => {
    expect(missing(story, [call, sampling], [books], [])).toEqual([]);
  });
  test('a call that gave no span, or ended otherwise', () => {
    expect(missing(story, [sampling], [books], [])).toEqual(['no span for the call of read that ends as ok']);
    expect(missing(story, [{ ...call, outcome: 'timeout' }, sampling], [books], [])).toHaveLength(1);
  });
  test('a call seen from one end only', () => {
    expect(missing(story, [{ ...call, server: undefined }, sampling], [books], [])).toEqual([
      'the server span of tools/call read is missing',
    ]);
  });
  test('a sampling request that is not under its tool call, or in another trace', () => {
    const elsewhere = { ...sampling, calls: sampling.calls.map((inner) => ({ ...inner, traceId: 'other' })) };
    expect(missing(story, [call, elsewhere], [books], [])).toHaveLength(1);
    expect(missing(story, [call], [books], [])).toHaveLength(1);
  });
  test('books that do not balance, spans that were delivered elsewhere, and processes that said nothing', () => {
    expect(missing(story, [call, sampling], [{ ...books, residual: 1 }], [])).toEqual([
      'the delivery ledger of s has a residual of 1',
    ]);
    expect(missing(story, [call, sampling], [{ ...books, received: 1 }], [])).toEqual([
      's delivered 2 spans, but 1 are here',
    ]);
    expect(missing(story, [call, sampling], [], [])).toEqual(['no process told what became of its spans']);
  });
  test('a request of the user that falls apart into several traces, or has no call of the model', () => {
    const model = {
      provider: 'openai',
      model: 'm',
      input: 1,
      cached: 0,
      output: 1,
      tokensSource: 'usage',
      costUsd: 0,
      prompt: '',
      ms: 1,
      outcome: 'ok',
      shadowOf: undefined,
    };
    const turn = { user: 'u', answer: 'a', seconds: 1, models: modelTotals([]) };
    const whole = { ...turn, calls: [{ ...call, model }] };
    expect(missing([], [sampling], [books], [whole])).toEqual([]);
    const said = '“u” is not one trace of model and tool calls';
    expect(missing([], [sampling], [books], [{ ...turn, calls: [call] }])).toEqual([said]);
    expect(missing([], [sampling], [books], [{ ...whole, calls: [...whole.calls, ...whole.calls] }])).toEqual([said]);
  });
});
