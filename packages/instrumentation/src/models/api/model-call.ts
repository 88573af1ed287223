import { types } from 'node:util';
import type { Usage } from '@mcp-otel/core';
import { withContext } from '../../telemetry/live-globals.ts';
import { beginCall, isIgnored } from '../call/begin-call.ts';
import { endCall } from '../call/end-call.ts';
import { thrownEnding } from '../call/error-type.ts';
import type { CallEnding, ModelCall } from '../call/model-call.ts';
import { definedOf } from '../formats/json.ts';
import type { Models } from '../models.ts';
import { answerIn, providerOf, requestIn, statedIn, type ModelCallDetails, type ModelCallResult } from './details.ts';

/** What is known of a recorded call. */
export interface RecordedModelCall {
  /** Ids of its span; undefined where nobody records. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly usage: Usage | undefined;
  /** Undefined for a model whose price is not known. */
  readonly costUsd: number | undefined;
}

/** Ids of the span of a call that is wrapped; undefined where nobody records. */
export type WrappedModelCall = Pick<RecordedModelCall, 'traceId' | 'spanId'>;

/** Tells what came of a call that is wrapped; the last word on each field counts. */
export type RecordResult = (result: ModelCallResult) => void;

/** Records a call that is over, as one that took no time. */
export function recordCall(models: Models, details: ModelCallDetails & ModelCallResult): RecordedModelCall {
  const ending: CallEnding = { answer: answerIn(details), responseEnd: 'complete' };
  const call = begin(models, details);
  return call === undefined ? nothing : end(models, call, ending);
}

/** Runs a call inside its span. What the function gives or throws is what the caller gets. */
export function wrapCall<Result>(
  models: Models,
  details: ModelCallDetails,
  run: (record: RecordResult, call: WrappedModelCall) => Result,
): Result {
  const call = begin(models, details);
  if (call === undefined) return run((result) => void answerIn(result), nothing);
  let told: CallEnding = {};
  const record: RecordResult = (result) => {
    call.state(statedIn(result));
    told = { answer: { ...told.answer, ...definedOf(answerIn(result)) }, responseEnd: 'complete' };
  };
  return settled(
    withContext(call.context, () =>
      attempt(
        () => run(record, idsOf(call)),
        (error) => void end(models, call, thrownEnding(error)),
      ),
    ),
    () => {
      // A stream that is handed out is read later.
      if (call.joined) call.wireEnded = () => void end(models, call, told);
      else end(models, call, told);
    },
    (error) => void end(models, call, thrownEnding(error)),
  );
}

const nothing: RecordedModelCall = { traceId: undefined, spanId: undefined, usage: undefined, costUsd: undefined };

function begin(models: Models, details: ModelCallDetails): ModelCall | undefined {
  const start = {
    facts: requestIn(details),
    provider: providerOf(details),
    stated: statedIn(details),
    tool: details.toolName,
    template: details.promptTemplateId,
    joinable: true,
  };
  if (isIgnored(models, undefined)) return undefined;
  return models.breaker.run('modelCall', () => beginCall(models, start));
}

function end(models: Models, call: ModelCall, ending: CallEnding): RecordedModelCall {
  models.breaker.run('modelCall', () => endCall(models, call, ending));
  return { ...idsOf(call), usage: call.usage, costUsd: call.costUsd };
}

function idsOf({ span }: ModelCall): WrappedModelCall {
  const { traceId, spanId } = span?.span.spanContext() ?? {};
  return { traceId, spanId };
}

function attempt<Result>(run: () => Result, threw: (error: unknown) => void): Result {
  try {
    return run();
  } catch (error) {
    threw(error);
    throw error;
  }
}

/** The same promise outcome for the caller, one turn later. */
function settled<Result>(result: Result, done: () => void, threw: (error: unknown) => void): Result {
  if (!types.isPromise(result)) {
    done();
    return result;
  }
  return result.then(
    (value: unknown) => {
      done();
      return value;
    },
    (error: unknown) => {
      threw(error);
      throw error;
    },
  ) as Result;
}
