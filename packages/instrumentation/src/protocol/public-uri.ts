import { safeText } from '@mcp-otel/core';

/** Longest URI that is kept, in bytes. */
const MAX_URI_BYTES = 1024;

/** A resource URI without the parts that carry secrets: user info, query and fragment. */
export function publicUri(uri: string): string {
  const end = uri.search(/[?#]/);
  const bare = end === -1 ? uri.slice(0, MAX_URI_BYTES * 2) : uri.slice(0, Math.min(end, MAX_URI_BYTES * 2));
  const scheme = bare.indexOf('://');
  if (scheme === -1) return safeText(bare, MAX_URI_BYTES);
  const slash = bare.indexOf('/', scheme + 3);
  const authority = bare.slice(scheme + 3, slash === -1 ? undefined : slash);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return safeText(bare.slice(0, scheme + 3) + host + (slash === -1 ? '' : bare.slice(slash)), MAX_URI_BYTES);
}
