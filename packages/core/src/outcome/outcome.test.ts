import { describe, expect, test } from 'vitest';
import { countsForSuccess, outcomeOf, type CallEnd, type Outcome } from './outcome.ts';

const cases: readonly (readonly [title: string, end: CallEnd, outcome: Outcome])[] = [
  ['a JSON-RPC error is a protocol error', { errorCode: -32603 }, 'protocol_error'],
  ['a result marked isError is a tool error', { answered: true, isError: true }, 'tool_error'],
  ['a refusal by HTTP 401 is a denial, not a failure', { httpStatus: 401, abandoned: 'failed' }, 'denied'],
  ['a refusal by HTTP 403 is a denial, not a failure', { httpStatus: 403, abandoned: 'failed' }, 'denied'],
  ['a refusal by HTTP 429 is a denial, not a failure', { httpStatus: 429, abandoned: 'failed' }, 'denied'],
  ['any other HTTP status without an answer is a transport error', { httpStatus: 502 }, 'transport_error'],
  ['a connection closed under the call is a transport error', { abandoned: 'closed' }, 'transport_error'],
  ['a message that could not be sent is a transport error', { abandoned: 'failed' }, 'transport_error'],
  ['a deadline of the caller is a timeout', { abandoned: 'timeout' }, 'timeout'],
  ['a caller that gave up has cancelled', { abandoned: 'cancelled' }, 'cancelled'],
  [
    'a request for input is neither success nor failure',
    { answered: true, resultType: 'input_required' },
    'input_required',
  ],
  ['an answer wins over a cancel that crossed it', { answered: true, abandoned: 'cancelled' }, 'ok'],
  ['a plain result is ok', { answered: true }, 'ok'],
];

describe('outcomeOf', () => {
  test.each(cases)('%s', (_title, end, outcome) => {
    expect(outcomeOf(end)).toBe(outcome);
  });
});

describe('countsForSuccess', () => {
  test.each(['cancelled', 'denied', 'input_required'] as const)('%s stays out of the success rate', (outcome) => {
    expect(countsForSuccess('tools/call', outcome)).toBe(false);
  });
  test.each(['ok', 'tool_error', 'protocol_error', 'transport_error', 'timeout'] as const)('%s counts', (outcome) => {
    expect(countsForSuccess('tools/call', outcome)).toBe(true);
  });
  test('a server/discover that does not succeed is a step of the negotiation', () => {
    expect(countsForSuccess('server/discover', 'protocol_error')).toBe(false);
    expect(countsForSuccess('server/discover', 'transport_error')).toBe(false);
    expect(countsForSuccess('server/discover', 'ok')).toBe(true);
  });
});
