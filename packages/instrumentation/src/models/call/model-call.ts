import { createContextKey, type Attributes, type Context } from '@opentelemetry/api';
import { ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@opentelemetry/semantic-conventions';
import { own, semconv, type LedgerCall, type PromptParts, type TrackedCall, type Usage } from '@mcp-otel/core';
import type { AnswerFacts, Prompt, RequestFacts } from '../formats/wire-format.ts';
import { promptParts } from '../prompt/prompt-parts.ts';
import type { Begun, CallSpan } from '../../telemetry/call-span.ts';

/** How the reading of an answer ended. */
export type ResponseEnd = 'complete' | 'cancelled' | 'aborted' | 'dropped' | 'unread';

/** A call that begins. */
export interface CallStart {
  readonly facts: RequestFacts;
  readonly provider: string;
  readonly server?: { readonly address: string; readonly port: number | undefined } | undefined;
  /** Tries that came before, as the client says. */
  readonly retries?: number | undefined;
  /** When the client gives up by itself, as it says; 0 where it does not. */
  readonly timeoutMs?: number;
  /** What the application states about the call. */
  readonly stated?: Attributes;
  readonly tool?: string | undefined;
  readonly template?: string | undefined;
  /** Turn that a library names. */
  readonly library?: string | undefined;
  /** Whoever begins it sees no wire: a request inside it is this call, and no other one. */
  readonly joinable?: boolean;
  /** When it began, where that is past. */
  readonly begun?: Begun | undefined;
}

/** How a call ended. What is not known is left out. */
export interface CallEnding {
  readonly answer?: AnswerFacts | undefined;
  /** Status of the HTTP answer when it was none of success. */
  readonly httpStatus?: number | undefined;
  readonly retryAfter?: number | undefined;
  readonly responseEnd?: ResponseEnd | undefined;
  /** Class of a failure on this side or on the way. */
  readonly failure?: string | undefined;
  readonly timedOut?: boolean;
}

/** A call of a model that has not ended. */
export class ModelCall {
  readonly start: CallStart;
  /** What the request says; the wire knows it best. */
  facts: RequestFacts;
  #prompt: { readonly of: RequestFacts; readonly prompt: Prompt; readonly parts: PromptParts } | undefined;
  readonly span: CallSpan | undefined;
  /** What the call runs in. */
  readonly context: Context;
  /** Where it was begun. */
  readonly outerContext: Context;
  /** By the monotonic clock. */
  readonly startedMs: number;
  readonly begun: Begun;
  /** The span is somebody else's. */
  readonly adopted: boolean;
  readonly tracked: TrackedCall | undefined;
  /** What the span was told at its start; labels of the metrics are taken from here. */
  readonly attributes: Attributes;
  /** A request inside it is under way. */
  joined = false;
  /** Told when that request has ended. */
  wireEnded: (() => void) | undefined;
  /** What an inner layer, which sees the wire, knows about how it ended. */
  wire: CallEnding | undefined;
  ended = false;
  /** Ends a call whose answer nobody reads any more, but that might be read on. */
  abandon: (() => void) | undefined;
  identified = false;
  /** Its entry in the conservation ledger. */
  books: LedgerCall | undefined;
  firstChunkMs: number | undefined;
  lastChunkMs: number | undefined;
  readonly gaps: number[] = [];
  /** What came of it, once it has ended. */
  usage: Usage | undefined;
  costUsd: number | undefined;

  constructor(parts: ModelCallParts) {
    this.start = parts.start;
    this.facts = parts.start.facts;
    this.span = parts.span;
    this.context = parts.context.setValue(MODEL_CALL, this);
    this.outerContext = parts.outerContext;
    this.begun = parts.begun;
    this.startedMs = parts.begun.now;
    this.adopted = parts.adopted;
    this.tracked = parts.tracked;
    this.attributes = parts.attributes;
  }

  /** What the model is given, in parts and as text; put together once. */
  given(): { readonly prompt: Prompt; readonly parts: PromptParts } {
    if (this.#prompt?.of !== this.facts) {
      const prompt = this.facts.prompt();
      this.#prompt = { of: this.facts, prompt, parts: promptParts(prompt) };
    }
    return this.#prompt;
  }

  /** An inner layer knows better what is asked, and of whom. */
  learn({ facts, server, retries = 0 }: CallStart): void {
    this.facts = facts;
    const known: Attributes = {
      ...(facts.stream && { [semconv.ATTR_GEN_AI_REQUEST_STREAM]: true }),
      ...facts.attributes,
      ...(server !== undefined && { [ATTR_SERVER_ADDRESS]: server.address }),
      ...(server?.port !== undefined && { [ATTR_SERVER_PORT]: server.port }),
      ...(retries > 0 && { [own.ATTR_RETRIES]: retries }),
    };
    Object.assign(this.attributes, known);
    this.span?.write(known);
  }

  /** The application states something about the call. */
  state(stated: Attributes): void {
    Object.assign(this.attributes, stated);
    this.span?.write(stated);
  }

  /** A piece of the answer has come. */
  piece(nowMs: number): void {
    if (this.lastChunkMs !== undefined && this.gaps.length < MAX_GAPS)
      this.gaps.push((nowMs - this.lastChunkMs) / 1000);
    this.firstChunkMs ??= nowMs;
    this.lastChunkMs = nowMs;
  }
}

interface ModelCallParts {
  readonly start: CallStart;
  readonly span: CallSpan | undefined;
  readonly context: Context;
  readonly outerContext: Context;
  readonly begun: Begun;
  readonly adopted: boolean;
  readonly tracked: TrackedCall | undefined;
  readonly attributes: Attributes;
}

const MODEL_CALL = createContextKey('mcp-otel model call');
/** Gaps between pieces that are recorded of one answer. */
const MAX_GAPS = 2_048;

/** The call that a context runs in, if it has not ended. */
export function callIn(context: Context): ModelCall | undefined {
  const call = context.getValue(MODEL_CALL);
  return isModelCall(call) && !call.ended ? call : undefined;
}

/** Of whatever copy of this code: the preload's bundle and an imported package share the context. */
function isModelCall(value: unknown): value is ModelCall {
  return typeof value === 'object' && value !== null && 'joined' in value && 'learn' in value;
}

/** The call that a request is the wire of; undefined where it is a call of its own, of another model or kind. */
export function callAround(context: Context, { operation, model }: RequestFacts): ModelCall | undefined {
  const call = callIn(context);
  const same = operation === call?.facts.operation || call?.facts.operation === 'chat';
  if (!same || (operation === 'embeddings') !== (call?.facts.operation === 'embeddings')) return undefined;
  if (model !== undefined && call?.facts.model !== undefined && model !== call.facts.model) return undefined;
  const waits =
    call?.start.joinable === true &&
    !call.joined &&
    (call.wire?.answer === undefined || call.wire.httpStatus !== undefined);
  return waits ? call : undefined;
}

/**
 * Where a call is begun. No model is called inside the request of another call: a queue that begins one call with the end
 * of another one begins it in that one's context.
 */
export function beginningContext(context: Context): Context {
  const call = callIn(context);
  return call === undefined || call.start.joinable === true ? context : beginningContext(call.outerContext);
}
