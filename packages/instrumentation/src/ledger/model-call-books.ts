import { MAX_CALL_TOKENS, own, type LedgerAnswer, type LedgerCall, type Usage } from '@mcp-otel/core';
import type { Span } from '@opentelemetry/api';
import type { Counted } from '../models/call/count-tokens.ts';
import type { CallEnding, ModelCall } from '../models/call/model-call.ts';
import { counterOf } from '../models/call/count-tokens.ts';
import type { Models } from '../models/models.ts';
import { promptBlocks, replyBlock } from './prompt-blocks.ts';

/** The books of a call that begins; none of shadow traffic, which is set apart everywhere. */
export function openBooks(models: Models, call: ModelCall): LedgerCall | undefined {
  const session = call.attributes[own.ATTR_SESSION_ID];
  if (typeof session !== 'string' || call.attributes[own.ATTR_SHADOW] === true) return undefined;
  const { spanId, traceId } = call.span?.span.spanContext() ?? {};
  const request = {
    span: spanId ?? '',
    trace: traceId,
    blocks: () => promptBlocks(call.facts.prompt()),
    get model() {
      return `${call.start.provider} ${call.facts.model ?? ''}`;
    },
    get chat() {
      return call.facts.operation === 'chat' || call.facts.operation === 'generate_content';
    },
    get continues() {
      return call.facts.prompt().continues;
    },
    get conversation() {
      return call.facts.prompt().conversation;
    },
    count: counterOf(models, call),
  };
  return models.seam.ledger.begin(session, request, models.timers);
}

/** What is known of a call that has ended. */
export interface EndedBooks {
  readonly ending: CallEnding;
  readonly counted: Counted | undefined;
  readonly errorType: string | undefined;
  readonly isDouble: boolean;
  readonly span: Span | undefined;
}

/** Enters what came of a call. */
export function closeBooks(models: Models, call: ModelCall, ended: EndedBooks): void {
  const { books } = call;
  if (books === undefined) return;
  if (ended.isDouble) models.seam.ledger.drop(books);
  else models.seam.ledger.end(books, answerOf(models, call, ended), ended.span);
}

function answerOf(models: Models, call: ModelCall, { ending, counted, errorType }: EndedBooks): LedgerAnswer {
  const { answer = {} } = ending;
  const { usage } = counted ?? {};
  const { reply } = answer;
  if (usage !== undefined && !isPlausible(usage)) models.omitted('usage_implausible');
  return {
    end: endOf(ending, errorType),
    input: usage?.input,
    output: usage?.output,
    reasoning: usage?.reasoning,
    cacheRead: usage?.cacheRead,
    cacheWrite: usage?.cacheWrite,
    source: counted?.source ?? 'usage',
    reply: reply === undefined ? undefined : replyBlock(reply, call.facts.prompt()),
    id: answer.id,
    price: usage === undefined ? undefined : priceOf(models, call, answer.model, usage),
    cleared: answer.cleared,
    severalRounds: answer.severalRounds,
  };
}

/** Parts that are larger than their total, totals that no model reads, and answers to nothing are somebody's mistake. */
function isPlausible({ input = -1, cacheRead = 0, cacheWrite = 0, output = 0, reasoning = 0 }: Usage): boolean {
  return input >= 0 && cacheRead + cacheWrite <= input && reasoning <= output && input <= MAX_CALL_TOKENS;
}

/** R3, R4: an attempt that failed gave nothing; an answer that was refused or broken off is none. */
function endOf({ responseEnd, answer, timedOut }: CallEnding, errorType: string | undefined): LedgerAnswer['end'] {
  if (answer?.error !== undefined) return 'failed';
  if (responseEnd === 'unread' || responseEnd === 'cancelled' || (responseEnd === 'aborted' && timedOut !== true))
    return 'refused';
  if (errorType !== undefined) return 'failed';
  return (answer?.finishReasons ?? []).some((reason) => refusals.has(reason.toLowerCase())) ? 'refused' : 'ok';
}

const refusals: ReadonlySet<string> = new Set([
  'content_filter',
  'content_filtered',
  'guardrail_intervened',
  'refusal',
  'safety',
  'prohibited_content',
  'blocklist',
  'recitation',
  'spii',
]);

/** Prices of a million input tokens, at the tier of this call. */
function priceOf(models: Models, call: ModelCall, answered: string | undefined, usage: Usage): LedgerAnswer['price'] {
  const { input = 0 } = usage;
  if (input === 0) return undefined;
  const names = [answered, call.facts.model].filter((name) => name !== undefined);
  const perMillion = (parts: Usage): number | undefined => {
    const cost = models.prices.cost(call.start.provider, names, parts, call.begun.epoch);
    return cost && Math.round((Number(cost.nano) * 1e6) / input);
  };
  const [uncached, read, written] = [{ input }, { input, cacheRead: input }, { input, cacheWrite: input }].map(
    perMillion,
  );
  return uncached === undefined || read === undefined || written === undefined ? undefined : [uncached, read, written];
}
