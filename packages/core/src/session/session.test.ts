import { describe, expect, test } from 'vitest';
import { identityOf } from './identity.ts';
import { PRINCIPAL_IDLE_MS, PrincipalSessions } from './principal-sessions.ts';
import { resolveSession, setSessionResolver } from './session-resolver.ts';
import { sessionOf, type SessionFacts } from './session.ts';

const everything: SessionFacts = {
  side: 'server',
  header: 'header-id',
  conversation: 'conversation-id',
  callback: 'callback-id',
  principal: 'principal-id',
  process: 'process-id',
  peerOwnsProcess: true,
  traceId: 'trace-id',
};

const serverLadder: readonly (readonly [keyof SessionFacts, string])[] = [
  ['header', 'header'],
  ['conversation', 'conversation'],
  ['callback', 'callback'],
  ['principal', 'principal'],
];

describe('sessionOf', () => {
  test('a server takes the first rung that applies and names it', () => {
    let facts: SessionFacts = everything;
    for (const [fact, source] of serverLadder) {
      expect(sessionOf(facts)).toEqual({ id: `${source}-id`, source });
      facts = { ...facts, [fact]: undefined };
    }
    expect(sessionOf(facts)).toEqual({ id: 'process-id', source: 'process' });
    expect(sessionOf({ ...facts, peerOwnsProcess: false })).toEqual({ id: 'trace-id', source: 'trace' });
  });
  test('a client takes conversation, callback, then its own run, and never the header of a server', () => {
    const client: SessionFacts = { ...everything, side: 'client' };
    expect(sessionOf(client).source).toBe('conversation');
    expect(sessionOf({ ...client, conversation: undefined }).source).toBe('callback');
    expect(sessionOf({ ...client, conversation: undefined, callback: undefined })).toEqual({
      id: 'process-id',
      source: 'process',
    });
  });
  test('an empty id is none', () => {
    expect(sessionOf({ ...everything, header: '' }).source).toBe('conversation');
  });
});

describe('PrincipalSessions', () => {
  const sessions = (): PrincipalSessions => {
    let count = 0;
    return new PrincipalSessions(() => `session-${(count += 1)}`);
  };
  test('the same subject and client stay in one session until they have been idle', () => {
    const principals = sessions();
    expect(principals.at('ada', 'ide', 0)).toBe('session-1');
    expect(principals.at('ada', 'ide', PRINCIPAL_IDLE_MS)).toBe('session-1');
    expect(principals.at('ada', 'ide', 2 * PRINCIPAL_IDLE_MS + 1)).toBe('session-2');
  });
  test('another client of the same subject is another session, whatever characters are in the names', () => {
    const principals = sessions();
    expect(principals.at('a,b', 'c', 0)).not.toBe(principals.at('a', 'b,c', 0));
  });
  test('a million principals do not fill the memory, and the latest are remembered', () => {
    const principals = sessions();
    for (let index = 0; index < 20_000; index += 1) principals.at(`subject ${index}`, 'ide', 0);
    expect(principals.at('subject 19999', 'ide', 1)).toBe('session-20000');
    expect(principals.at('subject 0', 'ide', 1)).toBe('session-20001');
  });
});

describe('the session resolver of the application', () => {
  const call = { side: 'client', method: 'tools/call', meta: { chat: 'c-7' } } as const;
  test('names the session from what it is told', () => {
    setSessionResolver(({ meta }) => String(meta?.['chat']));
    expect(resolveSession(call)).toBe('c-7');
    setSessionResolver(undefined);
    expect(resolveSession(call)).toBeUndefined();
  });
  test('one that throws, or answers anything but text, does not know', () => {
    setSessionResolver(() => {
      throw new Error('broken');
    });
    expect(resolveSession(call)).toBeUndefined();
    setSessionResolver(() => 7 as unknown as string);
    expect(resolveSession(call)).toBeUndefined();
    setSessionResolver(undefined);
  });
});

describe('identityOf', () => {
  test('what the server’s own auth has proved outranks a claim, and a claim the process', () => {
    expect(identityOf({ verifiedSubject: 'v', claimedSubject: 'c', processSubject: 'p' })).toEqual({
      userId: 'v',
      source: 'verified',
    });
    expect(identityOf({ claimedSubject: 'c', processSubject: 'p' })).toEqual({ userId: 'c', source: 'claimed' });
    expect(identityOf({ processSubject: 'p' })).toEqual({ userId: 'p', source: 'process' });
  });
  test('nobody known is said, not invented', () => {
    expect(identityOf({ processSubject: '' })).toEqual({ source: 'unknown' });
  });
});
