import type { Attributes } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import {
  modelLabels,
  outcomeOf,
  own,
  safeName,
  safeText,
  semconv,
  usageAttributes,
  usdOf,
  type NanoUsd,
  type TokensSource,
  type Usage,
} from '@mcp-otel/core';
import { closeBooks } from '../../ledger/model-call-books.ts';
import { replyContent } from '../../content/model-content.ts';
import type { CallSpan } from '../../telemetry/call-span.ts';
import { spanInstead } from '../adopt/leaking-spans.ts';
import { duplicateOf, releaseSpan } from '../adopt/inference-spans.ts';
import { definedOf } from '../formats/json.ts';
import type { AnswerFacts } from '../formats/wire-format.ts';
import type { Models } from '../models.ts';
import type { Cost } from '../prices/price-book.ts';
import { countTokens } from './count-tokens.ts';
import { errorTypeOf } from './error-type.ts';
import { identifyPrompt } from './identify-prompt.ts';
import type { CallEnding, ModelCall } from './model-call.ts';

/** Ends a call, once: span, metrics and turn, all from the same facts so that they agree. Whatever fails, the span ends. */
export function endCall(models: Models, call: ModelCall, told: CallEnding): void {
  if (call.ended) return;
  call.ended = true;
  models.open.delete(call);
  const ending = merged(call.wire, told);
  const errorType = errorTypeOf(ending);
  models.breaker.run('prompt identity', () => identifyPrompt(models, call));
  const attributes = models.breaker.run('the end of a call', () => settle(models, call, ending, errorType)) ?? {};
  if (errorType !== undefined || !isWhole(ending)) releaseSpan(call);
  finish(spanInstead(models, call, ending.responseEnd) ?? call.span, attributes, errorType);
}

/** Counts what there is to count. @returns what the span is told at its end */
function settle(models: Models, call: ModelCall, ending: CallEnding, errorType: string | undefined): Attributes {
  const { answer = {} } = ending;
  const counted = countTokens(models, call, answer, errorType === undefined && isWhole(ending));
  const cost = costOf(models, call, answer, counted?.usage);
  call.usage = counted?.usage;
  call.costUsd = cost && usdOf(cost.nano);
  follow(models, call, answer);
  const attributes = {
    ...endAttributes(call, ending, counted, cost),
    ...replyContent(models.seam, answer.reply, answer.finishReasons?.[0]),
  };
  const duplicate = duplicateOf(call, answer.model, counted?.usage);
  const { span } = call.span ?? {};
  models.seam.ledger.attempt(() =>
    closeBooks(models, call, { ending, counted, errorType, isDouble: duplicate !== undefined, span }),
  );
  if (duplicate !== undefined) attributes[own.ATTR_DUPLICATE_OF] = duplicate;
  else record(models, call, { errorType, usage: counted?.usage, cost: cost?.nano, attributes });
  return attributes;
}

/** The process ends: calls without an answer will never have one. */
export function endAll(models: Models): void {
  for (const call of models.open) {
    call.abandon?.();
    endCall(models, call, call.wire ?? { failure: 'process_ended', responseEnd: 'unread' });
  }
  models.seam.ledger.closeAll();
}

/** What the wire tells is surer; what only the owner knows is added. */
function merged(wire: CallEnding | undefined, told: CallEnding): CallEnding {
  if (wire === undefined) return told;
  return { ...told, ...wire, answer: { ...told.answer, ...definedOf(wire.answer ?? {}) } };
}

/** An answer that was given up, or that is not there yet, counts nothing that nobody has told. */
function isWhole({ responseEnd, answer }: CallEnding): boolean {
  return (responseEnd === undefined || responseEnd === 'complete') && answer?.pending !== true;
}

/** A single call that is said to cost more than this was misread. */
const MAX_USD = 1_000_000;

function costOf(models: Models, call: ModelCall, answer: AnswerFacts, usage: Usage | undefined): Cost | undefined {
  if (answer.cost !== undefined && answer.cost >= 0 && answer.cost <= MAX_USD)
    return { nano: BigInt(Math.round(answer.cost * 1e9)), basis: 'provider' };
  if (usage === undefined) return undefined;
  const names = [answer.model, call.facts.model].map(safeName).filter((name) => name !== undefined);
  const cost = models.breaker.run('prices', () =>
    models.prices.cost(call.start.provider, names, usage, call.begun.epoch),
  );
  if (cost === undefined) models.omitted('price_unknown');
  return cost;
}

/** What the answer asks for is known before anybody can do it. */
function follow(models: Models, { tracked }: ModelCall, { reply, id }: AnswerFacts): void {
  if (tracked === undefined) return;
  if (reply === undefined) models.turns.ended(tracked);
  else models.turns.answered(tracked, reply, id);
}

function endAttributes(
  call: ModelCall,
  ending: CallEnding,
  counted: { readonly usage: Usage; readonly source: TokensSource } | undefined,
  cost: Cost | undefined,
): Attributes {
  const { answer = {}, responseEnd, retryAfter } = ending;
  const { firstChunkMs, startedMs } = call;
  return {
    ...answer.attributes,
    [own.ATTR_OUTCOME]: outcome(ending),
    ...(answer.id !== undefined && { [semconv.ATTR_GEN_AI_RESPONSE_ID]: safeName(answer.id) }),
    ...(answer.model !== undefined && { [semconv.ATTR_GEN_AI_RESPONSE_MODEL]: safeName(answer.model) }),
    ...(answer.finishReasons?.length && {
      [semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: answer.finishReasons
        .slice(0, MAX_CHOICES)
        .map((reason) => safeText(reason, MAX_REASON_BYTES)),
    }),
    ...(firstChunkMs !== undefined && {
      [semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: (firstChunkMs - startedMs) / 1000,
    }),
    ...(responseEnd !== undefined && { [own.ATTR_RESPONSE_END]: responseEnd }),
    ...(retryAfter !== undefined && { [own.ATTR_RETRY_AFTER]: retryAfter }),
    ...(counted !== undefined && usageAttributes(counted.usage, counted.source)),
    ...(cost !== undefined && { [own.ATTR_COST_USD]: usdOf(cost.nano), [own.ATTR_COST_BASIS]: cost.basis }),
  };
}

/** Choices whose reasons are told, and the bytes of one. */
const MAX_CHOICES = 16;
const MAX_REASON_BYTES = 64;

/** In the same classes as the outcome of a tool call. */
function outcome({ httpStatus, failure, answer, responseEnd, timedOut }: CallEnding): string {
  if (timedOut === true) return outcomeOf({ abandoned: 'timeout' });
  if (httpStatus !== undefined) return outcomeOf(isRefusal(httpStatus) ? { refused: true } : { httpStatus });
  if (answer?.error !== undefined) return outcomeOf({ refused: true });
  if (responseEnd === 'cancelled' || responseEnd === 'aborted') return outcomeOf({ abandoned: 'cancelled' });
  return failure === undefined ? outcomeOf({ answered: true }) : outcomeOf({ abandoned: 'failed' });
}

/** The provider has understood and says no; 401, 403 and 429 are denials. */
function isRefusal(httpStatus: number): boolean {
  return httpStatus >= 400 && httpStatus < 500 && ![401, 403, 408, 429].includes(httpStatus);
}

interface Recorded {
  readonly errorType: string | undefined;
  readonly usage: Usage | undefined;
  readonly cost: NanoUsd | undefined;
  readonly attributes: Attributes;
}

function record(models: Models, call: ModelCall, { errorType, usage, cost, attributes }: Recorded): void {
  const { startedMs, firstChunkMs } = call;
  models.recorder()?.callEnded({
    seconds: (models.seam.now() - startedMs) / 1000,
    firstChunk: firstChunkMs === undefined ? undefined : (firstChunkMs - startedMs) / 1000,
    gaps: call.gaps,
    usage,
    cost,
    labels: modelLabels({ ...call.attributes, ...attributes }, errorType),
  });
}

function finish(span: CallSpan | undefined, attributes: Attributes, errorType: string | undefined): void {
  if (span === undefined) return;
  span.write({ ...attributes, ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }) });
  if (errorType !== undefined) {
    span.span.addEvent(semconv.EVENT_GEN_AI_CLIENT_OPERATION_EXCEPTION, { 'exception.type': errorType });
    span.fail(undefined); // What the provider says about it may quote the prompt.
  }
  span.end();
}
