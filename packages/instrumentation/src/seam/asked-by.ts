import { trace } from '@opentelemetry/api';
import { member, type Message } from '../protocol/messages.ts';
import { agentsTurn } from '../turns/agents-turn.ts';
import { processTurns } from '../turns/process-turns.ts';
import type { Description } from './describe.ts';
import type { SentParent } from './parents.ts';
import type { Seam } from './seam.ts';

/** The model call that asked for a tool call, as the parent; the caller where none is known. */
export function askedBy(seam: Seam, message: Message, { tool }: Description, caller: SentParent): SentParent {
  if (tool === undefined || !seam.settings.turns) return caller;
  const library = agentsTurn();
  const span = processTurns(seam.now).toolCalled(tool, member(message, 'params', 'arguments'), library);
  if (span === undefined) return caller;
  const source = library === undefined ? 'inferred' : 'library';
  return { parent: trace.setSpanContext(caller.parent, span), source };
}
