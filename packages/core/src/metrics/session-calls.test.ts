import { describe, expect, test } from 'vitest';
import { RUNAWAY_CALLS, SessionCalls, type EndedCalls } from './session-calls.ts';

function counted(count: (sessions: SessionCalls) => void): {
  readonly ended: readonly EndedCalls[];
  readonly runaways: object;
} {
  const ended: EndedCalls[] = [];
  const sessions = new SessionCalls((each) => void ended.push(each));
  count(sessions);
  return { ended, runaways: sessions.runaways };
}

const times = (sessions: SessionCalls, calls: number, session = 's', side: 'client' | 'server' = 'client'): void => {
  for (let call = 0; call < calls; call += 1) sessions.count(side, session, call);
};

describe('calls of a session', () => {
  test('are told when it has been idle, and not before', () => {
    const { ended } = counted((sessions) => {
      times(sessions, 3);
      sessions.endIdle(11, 10);
      sessions.count('client', 'other', 12);
      sessions.endIdle(12, 10);
    });
    expect(ended).toEqual([{ side: 'client', calls: 3 }]);
  });
  test('are told when the application or the process ends it, once', () => {
    const { ended } = counted((sessions) => {
      times(sessions, 2, 'a');
      times(sessions, 1, 'a', 'server');
      sessions.end('a');
      sessions.endAll();
    });
    expect(ended).toEqual([
      { side: 'client', calls: 2 },
      { side: 'server', calls: 1 },
    ]);
  });
  test('past a hundred are a runaway, which is counted while it runs, and once', () => {
    expect(counted((sessions) => times(sessions, RUNAWAY_CALLS)).runaways).toEqual({ client: 0, server: 0 });
    expect(counted((sessions) => times(sessions, 3 * RUNAWAY_CALLS)).runaways).toEqual({ client: 1, server: 0 });
  });
  test('of too many sessions do not fill the memory: the oldest is told and forgotten', () => {
    const { ended } = counted((sessions) => {
      for (let session = 0; session < 10_002; session += 1) times(sessions, 1, String(session));
    });
    expect(ended).toHaveLength(2);
  });
});
