import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

describe('verdictOf', () => {
  test.each([-32700, -32600, -32601, -32602, -32002])(
    'code %i is the caller’s mistake: an error on the client, none on the server',
    (errorCode) => {
      const end = { errorCode, message: 'no' };
      expect(verdictOf('client', 'tools/call', end)).toEqual({
        outcome: 'protocol_error',
        errorType: String(errorCode),
        statusCode: String(errorCode),
        description: 'no',
      });
      expect(verdictOf('server', 'tools/call', end)).toEqual({
        outcome: 'protocol_error',
        statusCode: String(errorCode),
      });
    },
  );
  test.each([-32603, -32000, -32020, -32021, -32022, 17])('code %i fails both sides', (errorCode) => {
    expect(verdictOf('server', 'tools/call', { errorCode }).errorType).toBe(String(errorCode));
  });
  test('isError is tool_error on both sides and carries no status code', () => {
    for (const side of ['client', 'server'] as const) {
      expect(verdictOf(side, 'tools/call', { answered: true, isError: true })).toEqual({
        outcome: 'tool_error',
        errorType: 'tool_error',
      });
    }
  });
  test('a cancellation by the caller is no error', () => {
    expect(verdictOf('client', 'tools/call', { abandoned: 'cancelled', message: 'stop' })).toEqual({
      outcome: 'cancelled',
    });
  });
  test('a local time-out never looks like a code of the peer', () => {
    expect(verdictOf('client', 'tools/call', { abandoned: 'timeout' })).toEqual({
      outcome: 'timeout',
      errorType: 'timeout',
    });
  });
  test('an HTTP refusal is named by its status, a lost connection by what happened', () => {
    expect(verdictOf('client', 'ping', { abandoned: 'failed', httpStatus: 403 }).errorType).toBe('403');
    expect(verdictOf('client', 'ping', { abandoned: 'closed' }).errorType).toBe('connection_closed');
    expect(verdictOf('client', 'ping', { abandoned: 'failed', errorName: 'ECONNREFUSED' }).errorType).toBe(
      'ECONNREFUSED',
    );
    expect(verdictOf('client', 'ping', { abandoned: 'failed' }).errorType).toBe('_OTHER');
  });
  test('a refused server/discover keeps its code and is no error', () => {
    expect(verdictOf('client', 'server/discover', { errorCode: -32601 })).toEqual({
      outcome: 'protocol_error',
      statusCode: '-32601',
    });
    expect(verdictOf('client', 'server/discover', { abandoned: 'failed', httpStatus: 400 })).toEqual({
      outcome: 'transport_error',
    });
    expect(verdictOf('client', 'server/discover', { abandoned: 'failed', httpStatus: 502 }).errorType).toBe('502');
  });
});
