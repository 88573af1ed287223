import { beginCall, isIgnored } from '../call/begin-call.ts';
import { endCall } from '../call/end-call.ts';
import { abortOf, failureName } from '../call/error-type.ts';
import { callAround, type CallEnding, type CallStart, type ModelCall } from '../call/model-call.ts';
import { formatOf } from '../formats/formats.ts';
import type { Prompt, RequestFacts, WireFormat } from '../formats/wire-format.ts';
import type { Models } from '../models.ts';
import { providerOf } from './providers.ts';
import { headerIn, type BodyFacts } from './request-body.ts';

/** A call of a model as the wire shows it. */
export interface ObservedCall {
  readonly call: ModelCall;
  readonly format: WireFormat;
  readonly streamed: boolean;
  /** Tells how it ended: to the call itself, or to the one around it, which ends it. */
  readonly end: (ending: CallEnding) => void;
}

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly url: URL;
  readonly body: BodyFacts;
  readonly headers: unknown;
}

/** Begins a call of a model where a request is one. */
export function beginObserved(models: Models, { url, body, headers }: WireRequest): ObservedCall | undefined {
  if (typeof body === 'string') {
    if (body !== 'unknown') models.omitted(body === 'too large' ? 'body_too_large' : 'body_unreadable');
    return undefined;
  }
  const format = isIgnored(models, url.hostname) ? undefined : formatOf(url.pathname, body);
  if (format === undefined) return undefined;
  const start: CallStart = {
    facts: once(format.request(body, url.pathname)),
    provider: providerOf(url, format.provider),
    server: { address: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) },
    retries: Number(headerIn(headers, 'x-stainless-retry-count')) || 0,
    timeoutMs: 1000 * (Number(headerIn(headers, 'x-stainless-timeout')) || 0),
  };
  const around = callAround(models.seam.telemetry.callersContext(), start.facts);
  return around === undefined ? ownCall(models, format, start) : within(around, format, start);
}

/** A long conversation is taken apart once. */
function once(facts: RequestFacts): RequestFacts {
  let prompt: Prompt | undefined;
  return { ...facts, prompt: () => (prompt ??= facts.prompt()) };
}

function ownCall(models: Models, format: WireFormat, start: CallStart): ObservedCall {
  const call = beginCall(models, start);
  return { call, format, streamed: start.facts.stream, end: (ending) => endCall(models, call, ending) };
}

/** The caller has begun the call already and will end it: the wire only adds what it knows. */
function within(call: ModelCall, format: WireFormat, start: CallStart): ObservedCall {
  call.learn(start);
  call.joined = true;
  const end = (ending: CallEnding): void => {
    call.joined = false;
    call.wire = ending;
    call.wireEnded?.();
  };
  return { call, format, streamed: start.facts.stream, end };
}

/** The end of a call that `fetch` has refused, or whose answer broke off. */
export function refusal({ call }: ObservedCall, error: unknown, nowMs: number): CallEnding {
  const abort = abortOf(error);
  const { timeoutMs = 0 } = call.start;
  // An SDK whose time is up aborts as its caller would.
  const timedOut = timeoutMs > 0 && nowMs - call.startedMs >= timeoutMs;
  if (abort === 'timeout' || (abort === 'aborted' && timedOut)) return { timedOut: true, responseEnd: 'aborted' };
  return abort === 'aborted' ? { responseEnd: 'aborted' } : { failure: failureName(error) };
}
