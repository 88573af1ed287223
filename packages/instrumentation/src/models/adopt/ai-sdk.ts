import { types } from 'node:util';
import { trace, type SpanContext } from '@opentelemetry/api';
import { withContext } from '../../telemetry/live-globals.ts';
import { isIn } from '../../seam/parents.ts';
import { beginCall, isIgnored } from '../call/begin-call.ts';
import { endCall } from '../call/end-call.ts';
import { abortOf, thrownEnding } from '../call/error-type.ts';
import type { CallEnding, ModelCall } from '../call/model-call.ts';
import { record, text, type Json } from '../formats/json.ts';
import type { Models } from '../models.ts';
import { aiAnswer, aiProvider, aiRequest } from './ai-sdk-call.ts';

/** How long after its answer a call may be told to have ended. */
const SETTLE_MS = 1_000;
/** Operations of the AI SDK that are remembered at a time. */
const MAX_OPERATIONS = 1_024;

/** One operation of the AI SDK, such as `generateText`: it calls a model one or more times. */
interface Operation {
  call?: ModelCall;
  /** The model call that asked for the tools which are being called. */
  last?: SpanContext;
  /** Attempts at this call that have failed. */
  failures: number;
}

/**
 * What the AI SDK 7 tells its integrations about, as calls of models. Its own events are all there is where a provider
 * does not use `fetch`; where it does, the wire adds what it knows. Nothing here may throw or wait: the SDK would fail,
 * or wait as well.
 */
export class AiSdk {
  readonly #models: Models;
  readonly #operations = new Map<string, Operation>();

  constructor(models: Models) {
    this.#models = models;
  }

  /** Makes one attempt at a call of a language model, inside its span. */
  executeLanguageModelCall(event: Json, execute: () => unknown): unknown {
    const call = this.#run(() => this.#begin(event));
    if (call === undefined) return execute();
    const result = withContext(call.context, execute);
    if (!types.isPromise(result)) return result;
    return result.then(
      (value: unknown) => value, // Its end is told in an event of its own.
      (error: unknown) => {
        this.#run(() => this.#attemptFailed(event, call, error));
        throw error;
      },
    );
  }

  /** Runs a tool below the model call that asked for it, where no other span is active. */
  executeTool(event: Json, execute: () => unknown): unknown {
    const active = this.#models.seam.telemetry.callersContext();
    const asked = this.#models.seam.settings.turns ? this.#operations.get(idOf(event))?.last : undefined;
    return asked === undefined || isIn(active) ? execute() : withContext(trace.setSpanContext(active, asked), execute);
  }

  onLanguageModelCallEnd(event: Json): void {
    this.#end(event, { answer: aiAnswer(event), responseEnd: 'complete' });
    const operation = this.#operations.get(idOf(event));
    if (operation !== undefined) operation.failures = 0;
  }

  onAbort(event: Json): void {
    this.#end(event, { responseEnd: 'aborted', timedOut: abortOf(event['reason']) === 'timeout' });
    this.#operations.delete(idOf(event));
  }

  onError(event: Json): void {
    this.#end(event, failed(event['error']));
    this.#operations.delete(idOf(event));
  }

  onEnd(event: Json): void {
    this.#operations.delete(idOf(event));
  }

  #begin(event: Json): ModelCall | undefined {
    if (isIgnored(this.#models, undefined)) return undefined;
    const id = idOf(event);
    const { failures = 0 } = this.#operations.get(id) ?? {};
    const call = beginCall(this.#models, {
      facts: aiRequest(event),
      provider: aiProvider(event['provider']),
      library: `ai ${id}`,
      joinable: true,
      retries: failures,
    });
    // A stream that is not read to its end is never told to have ended.
    call.wireEnded = () =>
      void this.#models.timers.setTimeout(() => this.#run(() => endCall(this.#models, call, {})), SETTLE_MS).unref();
    const operation: Operation = {
      call,
      failures,
      ...(call.span !== undefined && { last: call.span.span.spanContext() }),
    };
    this.#operations.delete(id);
    this.#operations.set(id, operation);
    const oldest = this.#operations.keys().next();
    if (this.#operations.size > MAX_OPERATIONS && !oldest.done) this.#operations.delete(oldest.value);
    return call;
  }

  #attemptFailed(event: Json, call: ModelCall, error: unknown): void {
    endCall(this.#models, call, failed(error));
    const operation = this.#operations.get(idOf(event));
    if (operation !== undefined) operation.failures += 1;
  }

  #end(event: Json, ending: CallEnding): void {
    this.#run(() => {
      const { call } = this.#operations.get(idOf(event)) ?? {};
      if (call !== undefined) endCall(this.#models, call, ending);
    });
  }

  #run<Result>(step: () => Result): Result | undefined {
    return this.#models.breaker.run('AI SDK', step);
  }
}

function idOf(event: Json): string {
  return text(event['callId']) ?? '';
}

function failed(error: unknown): CallEnding {
  const status = record(error)['statusCode'];
  if (typeof status === 'number' && status >= 400) return { httpStatus: status };
  return thrownEnding(error);
}
