import { inspect } from 'node:util';
import { attributes as rows, own, semconv } from '@mcp-otel/core';
import type { ReceivedSpan, WireValue } from '@mcp-otel/pipeline';

/** A model call in one line: what the tests of all clients look at. */
export function modelCallLine({ name, attributes, status }: ReceivedSpan): string {
  const text = (key: string, otherwise = ''): string => textOf(attributes[key]) ?? otherwise;
  const tokens = [
    semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS,
    semconv.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
    semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
    semconv.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
  ].map((key) => text(key, '-'));
  return [
    name,
    attributes[semconv.ATTR_GEN_AI_REQUEST_STREAM] === true ? 'stream' : '',
    text(own.ATTR_OUTCOME),
    text(own.ATTR_RESPONSE_END),
    text('error.type'),
    status.code === 2 ? 'ERROR' : '',
    `${tokens.join('/')} ${text(own.ATTR_TOKENS_SOURCE, 'no usage')}`,
    text(semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** An attribute as text, whatever it is; undefined where there is none. */
export function textOf(value: WireValue | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return Array.isArray(value)
    ? value.map(textOf).join(',')
    : typeof value === 'object'
      ? inspect(value)
      : String(value);
}

/** Facts of the ledger stand on every model call. */
function isNoFact({ name }: { readonly name: string }): boolean {
  return name !== own.EVENT_LEDGER_FACTS;
}

/** What is wrong with the span of a model call, by the GenAI convention and the table of attributes. */
export function modelFaults({ name, kind, attributes, status, events }: ReceivedSpan): readonly string[] {
  const table: Readonly<Record<string, { readonly type: string }>> = rows;
  const operation = textOf(attributes[semconv.ATTR_GEN_AI_OPERATION_NAME]) ?? '';
  const model = textOf(attributes[semconv.ATTR_GEN_AI_REQUEST_MODEL]) ?? '';
  const failed = attributes['error.type'] !== undefined;
  const faults: readonly (readonly [boolean, string])[] = [
    [kind === 3, 'a model is called by a client'],
    [name === `${operation} ${model}`, `the name ${name} is not {operation} {model}`],
    [semconv.INFERENCE_OPERATIONS.includes(operation), `${operation} is no operation`],
    [typeof attributes[semconv.ATTR_GEN_AI_PROVIDER_NAME] === 'string', 'no provider'],
    [status.code === (failed ? 2 : 0), 'status and error.type do not agree'],
    [events.filter(isNoFact).length === (failed ? 1 : 0), 'a failure has one event, and nothing else has'],
    ...Object.keys(attributes).map((key) => [table[key] !== undefined, `${key} is in no table`] as const),
  ];
  return faults.filter(([holds]) => !holds).map(([, fault]) => fault);
}
