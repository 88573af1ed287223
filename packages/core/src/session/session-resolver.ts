import { slot } from '../state/registry.ts';

/** What a session resolver is told about a call. */
export interface CallInfo {
  readonly side: 'client' | 'server';
  readonly method: string;
  /** `params._meta` as it came over the wire; the application's own object, so read it and leave it as it is. */
  readonly meta: Readonly<Record<string, unknown>> | undefined;
}

/** Names the session of a call; undefined leaves it to the next rung of the ladder. Must not block. */
export type SessionResolver = (call: CallInfo) => string | undefined;

const holder = (): { resolver?: SessionResolver } => slot('session-resolver', () => ({}));

/**
 * Lets the application name the session of each call (rung `callback`). One resolver per process; the last one set
 * wins, and undefined removes it. A resolver that throws counts as one that does not know.
 */
export function setSessionResolver(resolver: SessionResolver | undefined): void {
  if (resolver === undefined) delete holder().resolver;
  else holder().resolver = resolver;
}

/** The answer of the application's resolver, if there is one and it knows. */
export function resolveSession(call: CallInfo): string | undefined {
  const { resolver } = holder();
  if (resolver === undefined) return undefined;
  try {
    const id: unknown = resolver(call);
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}
