import { SpanKind, type Attributes, type Context, type Link } from '@opentelemetry/api';
import { own, type Side } from '@mcp-otel/core';
import { argumentKeys, requestContent } from '../content/mcp-content.ts';
import { customisation } from '../settings/customisation.ts';
import { metaOf, type Message } from '../protocol/messages.ts';
import type { InboundExtra } from '../protocol/protocol-class.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import { takeOuterSpan } from '../telemetry/outer-span.ts';
import { addBelonging } from './belonging.ts';
import type { Connection } from './connection.ts';
import type { Description } from './describe.ts';
import { callRequestHook } from './hooks.ts';
import type { Seam } from './seam.ts';
import { taskOf, type TaskReference } from './tasks.ts';

/** A message that begins to travel or to be handled. */
export interface Beginning {
  readonly side: Side;
  readonly message: Message;
  readonly description: Description;
  readonly parent: Context;
  /** Where the parent came from. */
  readonly source: string;
  readonly links?: Link[];
  /** What the SDK told beside an inbound message. */
  readonly extra?: InboundExtra | undefined;
}

/** A span and the context below it; without a provider, and for messages that get no span, the parent's context. */
export interface Begun {
  readonly span: CallSpan | undefined;
  readonly context: Context;
}

/** Begins the span of a message: its own, or the one that an agent framework has already begun for it. */
export function beginSpan(seam: Seam, connection: Connection, beginning: Beginning): Begun {
  const { side, message, description, parent, extra } = beginning;
  const { method, tool, attributes } = description;
  const task = taskOf(connection, message);
  if (task !== undefined) Object.assign(attributes, task.attributes);
  const keys = argumentKeys(seam, message);
  if (keys !== undefined) attributes[own.ATTR_TOOL_ARGUMENT_KEYS] = keys;
  Object.assign(attributes, requestContent(seam, method, message));
  addBelonging(attributes, seam, connection, { side, method, meta: metaOf(message), context: parent, extra });
  const span = outerSpan(seam, beginning) ?? startSpan(seam, beginning, task);
  if (span === undefined) return { span, context: parent };
  // A trace that begins here is known only now.
  if (attributes[own.ATTR_SESSION_ID] === undefined)
    span.write({ [own.ATTR_SESSION_ID]: span.span.spanContext().traceId });
  callRequestHook(seam, span, { side, method, tool, message });
  return { span, context: span.below(parent) };
}

/** The session of a call whose span has begun; undefined where its trace is all that stands for one. */
export function sessionIn({ attributes }: Description): string | undefined {
  const session = attributes[own.ATTR_SESSION_ID];
  return typeof session === 'string' ? session : undefined;
}

function startSpan(
  seam: Seam,
  { side, description, parent, source, links = [] }: Beginning,
  task: TaskReference | undefined,
): CallSpan | undefined {
  const kind = side === 'client' ? SpanKind.CLIENT : SpanKind.SERVER;
  const attributes = withOwn(description.attributes);
  attributes[own.ATTR_PARENT_SOURCE] = source;
  const options = { kind, attributes, links: task === undefined ? links : [...links, ...task.links] };
  return seam.telemetry.startSpan(description.spanName, options, parent);
}

function outerSpan(seam: Seam, { side, description, parent }: Beginning): CallSpan | undefined {
  const { tool, attributes } = description;
  if (side !== 'client' || tool === undefined || !seam.settings.enrichToolSpans) return undefined;
  const outer = takeOuterSpan(parent, tool);
  outer?.write(withOwn(attributes));
  return outer;
}

/** Attributes of the application's choice, and ours, which they never replace. */
function withOwn(attributes: Attributes): Attributes {
  const { attributes: chosen } = customisation().config;
  return chosen === undefined ? attributes : { ...chosen, ...attributes };
}
