import { SpanKind, trace, type Attributes, type AttributeValue, type Context, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { namesTool, ownValue, semconv } from '@mcp-otel/core';
import type { CallSpan } from './call-span.ts';
import { SCOPE } from './scope.ts';

/**
 * The `execute_tool` span of an agent framework around a tool call. Ours would be the same operation a second time, so
 * what we know is added to it (MCP convention, "execute_tool"). Name, status, `error.type` and end stay its owner's, who may try
 * again, and so does every attribute that is there already.
 */
export class OuterSpan implements CallSpan {
  readonly span: Span;

  constructor(span: Span) {
    this.span = span;
  }

  write(attributes: Attributes): void {
    if (!this.span.isRecording()) return; // Its owner was faster.
    const present = attributesOf(this.span);
    const ours = written.get(this.span) ?? new Set();
    written.set(this.span, ours);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === undefined || key === ATTR_ERROR_TYPE || (present?.[key] !== undefined && !ours.has(key))) continue;
      ours.add(key);
      this.span.setAttribute(key, value);
    }
  }

  fail(): void {
    // Its owner says how the execution ended.
  }

  rename(): void {
    // As above.
  }

  end(): void {
    // As above.
  }

  below(parent: Context): Context {
    return parent;
  }
}

/** What we have written on spans of others: a second try inside the same span may write it anew. */
const written = new WeakMap<Span, Set<string>>();

/** Spans that have been given to a call: a second call inside the same span, a retry, gets a span of its own. */
const taken = new WeakSet<Span>();

/** The outer span of a call to the named tool, once; undefined where there is none that says so itself. */
export function takeOuterSpan(parent: Context, tool: string): OuterSpan | undefined {
  const span = trace.getSpan(parent);
  if (span === undefined || taken.has(span) || !span.isRecording() || !isForeign(span)) return undefined;
  if (!namesTool(executedTool(span), tool)) return undefined;
  taken.add(span);
  return new OuterSpan(span);
}

/** In a proxy the active span may be one of ours: a server span of the same tool. */
function isForeign(span: Span): boolean {
  const scope = ownValue(span, 'instrumentationScope') ?? ownValue(span, 'instrumentationLibrary');
  return ownValue(span, 'kind') !== SpanKind.SERVER && ownValue(scope, 'name') !== SCOPE;
}

/** The tool that a span executes, by the GenAI convention or by that of the AI SDK up to version 6. */
function executedTool(span: Span): AttributeValue | undefined {
  const present = attributesOf(span);
  return present?.[semconv.ATTR_GEN_AI_OPERATION_NAME] === semconv.OPERATION_EXECUTE_TOOL
    ? present[semconv.ATTR_GEN_AI_TOOL_NAME]
    : present?.['ai.toolCall.name'];
}

/** Attributes of a span of an SDK; the API itself has no way to read them. */
export function attributesOf(span: Span): Attributes | undefined {
  const attributes = ownValue(span, 'attributes');
  return typeof attributes === 'object' && attributes !== null ? (attributes as Attributes) : undefined;
}
