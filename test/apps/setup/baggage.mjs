// The caller's baggage names conversation and user, and holds a secret.
import { context, propagation } from '@opentelemetry/api';
import { callOnce } from './calls.mjs';

const baggage = propagation.createBaggage({
  'gen_ai.conversation.id': { value: 'chat-8' },
  'user.id': { value: 'ada' },
  secret: { value: 'do not send' },
});
await context.with(propagation.setBaggage(context.active(), baggage), async () => {
  process.stdout.write(await callOnce());
});
