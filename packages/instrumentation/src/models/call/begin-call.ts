import {
  propagation,
  SpanKind,
  trace,
  type Attributes,
  type Context,
  type Link,
  type SpanOptions,
} from '@opentelemetry/api';
import { ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@opentelemetry/semantic-conventions';
import { own, safeName, semconv, type TurnPlace } from '@mcp-otel/core';
import { openBooks } from '../../ledger/model-call-books.ts';
import { addBelonging } from '../../seam/belonging.ts';
import { isIn } from '../../seam/parents.ts';
import { customisation } from '../../settings/customisation.ts';
import type { Begun, CallSpan } from '../../telemetry/call-span.ts';
import { toolNames } from '../formats/tool-names.ts';
import { agentsTurn } from '../../turns/agents-turn.ts';
import { markDouble, takeInferenceSpan } from '../adopt/inference-spans.ts';
import type { RequestFacts } from '../formats/wire-format.ts';
import type { Models } from '../models.ts';
import { endCall } from './end-call.ts';
import { identifyPrompt } from './identify-prompt.ts';
import { beginningContext, ModelCall, type CallStart } from './model-call.ts';

/** Calls without an end that a process keeps. */
const MAX_OPEN_CALLS = 2_000;

/** Begins a call of a model: with a span of its own, or with the one that a library has already begun for it. */
export function beginCall(models: Models, start: CallStart): ModelCall {
  const { seam } = models;
  const begun = start.begun ?? seam.telemetry.begunNow();
  const active = beginningContext(seam.telemetry.callersContext());
  const adopted = takeInferenceSpan(active, start);
  const place = seam.settings.turns && adopted === undefined && !isIn(active) ? placeOf(models, start) : undefined;
  const attributes = attributesOf(models, start, active, place);
  const span =
    adopted?.span ??
    startSpan(models, start.facts, { attributes, links: linksOf(place) }, contextOf(active, place), begun);
  adopted?.span.write(withoutParent(attributes));
  if (adopted === undefined && span !== undefined) markDouble(start, span);
  const call = new ModelCall({
    start,
    span,
    outerContext: active,
    context: adopted?.context ?? span?.below(active) ?? active,
    begun,
    adopted: adopted !== undefined,
    tracked: place && span && models.turns.began(place, span.span.spanContext()),
    attributes,
  });
  models.open.add(call);
  countVolume(models, call);
  call.books = models.seam.ledger.attempt(() => openBooks(models, call));
  endForgotten(models);
  deferIdentification(models, call);
  return call;
}

/** Whether the operator wants nothing to be said about calls there. */
export function isIgnored({ seam }: Models, address: string | undefined): boolean {
  if (customisation().config.enabled === false) return true;
  return address !== undefined && seam.settings.ignoreServers.includes(address);
}

function placeOf({ turns }: Models, { facts, retries = 0, library = agentsTurn() }: CallStart): TurnPlace {
  const { messages, continues, conversation, tools } = facts.prompt();
  const offers = facts.stream ? toolNames(tools) : [];
  return turns.place({ messages, continues, conversation, offers, retry: retries > 0, library });
}

function attributesOf(models: Models, start: CallStart, context: Context, place: TurnPlace | undefined): Attributes {
  const { facts, provider, server, retries = 0, stated, tool } = start;
  const attributes: Attributes = {
    ...customisation().config.attributes,
    [semconv.ATTR_GEN_AI_OPERATION_NAME]: facts.operation,
    [semconv.ATTR_GEN_AI_PROVIDER_NAME]: provider,
    ...(facts.model !== undefined && { [semconv.ATTR_GEN_AI_REQUEST_MODEL]: safeName(facts.model) }),
    ...(facts.stream && { [semconv.ATTR_GEN_AI_REQUEST_STREAM]: true }),
    ...facts.attributes,
    ...(server !== undefined && { [ATTR_SERVER_ADDRESS]: safeName(server.address) }),
    ...(server?.port !== undefined && { [ATTR_SERVER_PORT]: server.port }),
    [own.ATTR_PARENT_SOURCE]: sourceOf(context, place),
    ...(tool !== undefined && { [semconv.ATTR_GEN_AI_TOOL_NAME]: safeName(tool) }),
    ...(retries > 0 && { [own.ATTR_RETRIES]: retries }),
  };
  const method = `model ${facts.operation}`;
  addPrompt(attributes, context);
  addBelonging(attributes, models.seam, process, { side: 'client', method, meta: undefined, context });
  return Object.assign(attributes, stated);
}

/** Where a span of others hangs is their business. */
function withoutParent(attributes: Attributes): Attributes {
  return { ...attributes, [own.ATTR_PARENT_SOURCE]: undefined };
}

/** A caller may name the template of the prompt in its baggage. */
function addPrompt(attributes: Attributes, context: Context): void {
  const baggage = propagation.getBaggage(context);
  for (const key of [
    semconv.ATTR_GEN_AI_PROMPT_NAME,
    semconv.ATTR_GEN_AI_PROMPT_VERSION,
    semconv.ATTR_GEN_AI_AGENT_NAME,
  ]) {
    const value = safeName(baggage?.getEntry(key)?.value);
    if (value !== undefined) attributes[key] = value;
  }
}

/** A model is called by this process, over no connection of MCP. */
const process = { sessionId: undefined, role: 'client', kind: 'memory' } as const;

function sourceOf(context: Context, place: TurnPlace | undefined): string {
  if (isIn(context)) return 'context';
  if (place?.parent === undefined) return 'none';
  return place.library === undefined ? 'inferred' : 'library';
}

function contextOf(active: Context, place: TurnPlace | undefined): Context {
  return place?.parent === undefined ? active : trace.setSpanContext(active, place.parent);
}

function linksOf(place: TurnPlace | undefined): Link[] {
  return place?.previous === undefined ? [] : [{ context: place.previous }];
}

function startSpan(
  { seam }: Models,
  { operation, model }: RequestFacts,
  options: SpanOptions,
  parent: Context,
  begun: Begun,
): CallSpan | undefined {
  const name = [operation, safeName(model)].filter(Boolean).join(' ');
  return seam.telemetry.startSpan(name, { ...options, kind: SpanKind.CLIENT }, parent, begun);
}

/** Digests and prices take milliseconds for a long prompt: they are made while the model thinks. */
function deferIdentification(models: Models, call: ModelCall): void {
  models.timers
    .setImmediate(() => {
      models.breaker.run('prompt identity', () => {
        identifyPrompt(models, call);
        models.prices.warmUp(call.start.provider);
      });
    })
    .unref();
}

/** An attempt counts to the volume of its session. */
function countVolume({ seam }: Models, { attributes }: ModelCall): void {
  const session = attributes[own.ATTR_SESSION_ID];
  if (typeof session === 'string') seam.sessions.count('client', session, seam.now());
}

function endForgotten(models: Models): void {
  const oldest = models.open.values().next();
  if (models.open.size <= MAX_OPEN_CALLS || oldest.done) return;
  oldest.value.abandon?.();
  endCall(models, oldest.value, { failure: 'evicted' });
}
