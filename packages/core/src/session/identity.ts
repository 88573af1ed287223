/** How sure an identity is: proved by the server's auth, told by the caller, taken from the process, or not known. */
export type IdentitySource = 'verified' | 'claimed' | 'process' | 'unknown';

/** Who a call is made for. */
export interface Identity {
  /** Subject, for `user.id`. */
  readonly userId?: string;
  readonly source: IdentitySource;
}

/** What is known about the caller. */
export interface IdentityFacts {
  /** Subject of the token that the server's own auth accepted. */
  readonly verifiedSubject?: string | undefined;
  /** `user.id` from baggage or `params._meta`: the caller's word. */
  readonly claimedSubject?: string | undefined;
  /** `user.id` that the operator configured for this process. */
  readonly processSubject?: string | undefined;
}

/** The surest identity that is known. A claim never outranks what the server's own auth has proved. */
export function identityOf({ verifiedSubject, claimedSubject, processSubject }: IdentityFacts): Identity {
  if (verifiedSubject) return { userId: verifiedSubject, source: 'verified' };
  if (claimedSubject) return { userId: claimedSubject, source: 'claimed' };
  if (processSubject) return { userId: processSubject, source: 'process' };
  return { source: 'unknown' };
}
