import { own, semconv } from '@mcp-otel/core';
import type { ReceivedSpan } from '@mcp-otel/pipeline';
import { groupBy } from './group-by.ts';
import { modelFacts, type ModelFacts } from './model-facts.ts';

/** One call with both of its ends, and the calls that were made on its behalf. */
export interface Call {
  readonly method: string;
  /** Tool or prompt. */
  readonly target: string | undefined;
  readonly traceId: string;
  readonly startedMs: number;
  readonly outcome: string;
  readonly errorType: string | undefined;
  readonly client: Side | undefined;
  readonly server: Side | undefined;
  /** Of a call of a model, which has one end only. */
  readonly model: ModelFacts | undefined;
  readonly calls: readonly Call[];
}

/** One end of a call. */
export interface Side {
  readonly service: string;
  readonly transport: 'stdio' | 'http' | 'memory';
  readonly ms: number;
  readonly sessionSource: string;
  readonly spanId: string;
}

const CLIENT = 3;
const SERVER = 2;

/**
 * Pairs the two spans of each call and hangs calls under the call that asked for them or whose handler made them.
 * Notifications are left out:
 * they are counted, but a tree of them tells nothing.
 */
export function callTrees(spans: readonly ReceivedSpan[]): readonly Call[] {
  const requests = spans.filter((span) => isRequest(span) || modelFacts(span) !== undefined);
  const byParent = groupBy(requests, ({ parentSpanId }) => parentSpanId);
  const ids = new Set(requests.map(({ spanId }) => spanId));
  const roots = requests.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  return roots.map((root) => callOf(root, byParent)).toSorted((a, b) => a.startedMs - b.startedMs);
}

/** All calls of a forest, each before the calls under it. */
export function flatten(calls: readonly Call[]): readonly Call[] {
  return calls.flatMap((call) => [call, ...flatten(call.calls)]);
}

/** Milliseconds of a span. */
function durationMs({ startUnixNano, endUnixNano }: ReceivedSpan): number {
  return Number(endUnixNano - startUnixNano) / 1e6;
}

function callOf(root: ReceivedSpan, byParent: ReadonlyMap<string, readonly ReceivedSpan[]>): Call {
  const below = byParent.get(root.spanId) ?? [];
  const isModel = modelFacts(root) !== undefined;
  const server = root.kind !== CLIENT ? root : isModel ? undefined : below.find(({ kind }) => kind === SERVER);
  const client = root.kind === CLIENT ? root : undefined;
  const inside = [
    ...below.filter((span) => span !== server),
    ...(server === undefined || server === root ? [] : (byParent.get(server.spanId) ?? [])),
  ];
  const { attributes } = root;
  const model = modelFacts(root);
  return {
    method:
      text(attributes[semconv.ATTR_MCP_METHOD_NAME]) ??
      text(attributes[semconv.ATTR_GEN_AI_OPERATION_NAME]) ??
      root.name,
    target:
      model?.model ??
      text(attributes[semconv.ATTR_GEN_AI_TOOL_NAME]) ??
      text(attributes[semconv.ATTR_GEN_AI_PROMPT_NAME]),
    traceId: root.traceId,
    startedMs: Number(root.startUnixNano) / 1e6,
    outcome: text(attributes[own.ATTR_OUTCOME]) ?? 'unknown',
    errorType: text(attributes['error.type']),
    client: client && sideOf(client),
    server: server && sideOf(server),
    model,
    calls: inside.map((span) => callOf(span, byParent)).toSorted((a, b) => a.startedMs - b.startedMs),
  };
}

function sideOf(span: ReceivedSpan): Side {
  return {
    service: text(span.resource['service.name']) ?? 'unknown',
    transport: transportOf(span.attributes),
    ms: durationMs(span),
    sessionSource: text(span.attributes[own.ATTR_SESSION_SOURCE]) ?? 'unknown',
    spanId: span.spanId,
  };
}

/** How a span's message travelled. */
export function transportOf(attributes: ReceivedSpan['attributes']): Side['transport'] {
  const transport = attributes['network.transport'];
  return transport === 'pipe' ? 'stdio' : transport === 'tcp' ? 'http' : 'memory';
}

function isRequest({ attributes }: ReceivedSpan): boolean {
  return attributes[semconv.ATTR_JSONRPC_REQUEST_ID] !== undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
