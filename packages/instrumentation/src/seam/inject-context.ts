import { types } from 'node:util';
import type { Context } from '@opentelemetry/api';
import { member, metaOf, type Message } from '../protocol/messages.ts';
import type { Carrier } from '../telemetry/telemetry.ts';
import type { Seam } from './seam.ts';

/**
 * A copy with the trace context in `params._meta`, or the message itself when there is nothing to add. Accessors among
 * the parameters are copied, not called; what only a proxy knows goes out without trace context.
 */
export function injectContext(seam: Seam, context: Context, message: Message): Message {
  const { params } = message;
  if (params !== undefined && typeof params !== 'object') return message;
  if (types.isProxy(params) || types.isProxy(member(message, 'params', '_meta'))) return message;
  const carrier: Carrier = {};
  seam.telemetry.inject(context, carrier);
  if (Object.keys(carrier).length === 0) return message;
  return { ...message, params: withMember(params ?? {}, '_meta', withMembers(metaOf(message) ?? {}, carrier)) };
}

function withMembers(owner: object, members: Carrier): object {
  return Object.entries(members).reduce((copy, [key, value]) => withMember(copy, key, value), owner);
}

function withMember(owner: object, key: string, value: unknown): object {
  const descriptors = Object.getOwnPropertyDescriptors(owner);
  const added = { value, enumerable: true, configurable: true, writable: true };
  return Object.defineProperties({}, { ...descriptors, [key]: added });
}
