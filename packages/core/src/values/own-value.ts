import { types } from 'node:util';

/**
 * The value of an own data property, read without running anybody's code: undefined for accessors, for whatever a proxy
 * would say, and for what is no object.
 */
export function ownValue(owner: unknown, key: PropertyKey): unknown {
  if (typeof owner !== 'object' || owner === null || types.isProxy(owner)) return undefined;
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}
