import { types } from 'node:util';
import type { Context } from '@opentelemetry/api';
import { member, type Message } from '../protocol/messages.ts';
import type { Carrier } from '../telemetry/telemetry.ts';
import type { Seam } from './seam.ts';

/**
 * A copy with the trace context in `params._meta`, or the message itself when there is nothing to add.
 *
 * Only plain objects are copied, because anything else would go over the wire as something else: a list as an object,
 * an object with `toJSON` as what that would have hidden. Accessors are copied, not called.
 */
export function injectContext(seam: Seam, context: Context, message: Message): Message {
  const { params = {} } = message;
  const meta = member(message, 'params', '_meta') ?? {};
  if (!isPlain(params) || !isPlain(meta)) return message;
  const carrier: Carrier = {};
  seam.telemetry.inject(context, carrier);
  if (Object.keys(carrier).length === 0) return message;
  // A trace state that came with another trace context does not belong to ours.
  const stale = 'traceparent' in carrier ? 'tracestate' : undefined;
  return { ...message, params: withMembers(params, { _meta: withMembers(meta, carrier, stale) }) };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || types.isProxy(value) || Object.hasOwn(value, 'toJSON'))
    return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of this realm or of another one, but nobody's class.
  return prototype === null || (Object.getPrototypeOf(prototype) === null && !Array.isArray(value));
}

/** Key by key, because copying all descriptors at once takes eight times as long. Members keep their places. */
function withMembers(owner: object, members: Readonly<Record<string, unknown>>, without?: string): object {
  const copy: Record<string | symbol, unknown> = {};
  for (const key of Reflect.ownKeys(owner)) {
    if (key === without) continue;
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor?.writable === true && descriptor.enumerable === true && key !== '__proto__')
      copy[key] = descriptor.value;
    else if (typeof key === 'symbol' || !Object.hasOwn(members, key))
      Object.defineProperty(copy, key, descriptor ?? {});
  }
  return Object.assign(copy, members);
}
