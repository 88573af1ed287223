import type { Context } from '@opentelemetry/api';
import { metaOf, type Message } from '../protocol/messages.ts';
import type { Carrier } from '../telemetry/telemetry.ts';
import type { Seam } from './seam.ts';

/** A copy with the trace context in `params._meta`, or the message itself when there is nothing to add. */
export function injectContext(seam: Seam, context: Context, message: Message): Message {
  const carrier: Carrier = {};
  seam.telemetry.inject(context, carrier);
  if (Object.keys(carrier).length === 0) return message;
  return { ...message, params: { ...message.params, _meta: { ...metaOf(message), ...carrier } } };
}
