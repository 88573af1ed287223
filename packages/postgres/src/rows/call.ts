import { semconv } from '@mcp-otel/core';
import type { Cell } from './span-row.ts';

/** What a span counts as. */
export type Call = 'model' | 'tool' | 'resource' | 'prompt';

/** What of a row tells which call it is. */
export interface CallSigns {
  readonly duplicateOf: Cell;
  readonly isShadow: Cell;
  readonly method: Cell;
  readonly operation: Cell;
}

/**
 * What call a span tells of; undefined where it tells of none that counts: another span tells of the same one, or it is
 * shadow traffic that no user sees.
 */
export function callOf({ duplicateOf, isShadow, method, operation }: CallSigns): Call | undefined {
  if (duplicateOf !== undefined || isShadow === true) return undefined;
  if (typeof method === 'string') return methodCalls.get(method);
  return typeof operation === 'string' && semconv.INFERENCE_OPERATIONS.includes(operation) ? 'model' : undefined;
}

const methodCalls: ReadonlyMap<string, Call> = new Map([
  ['tools/call', 'tool'],
  ['resources/read', 'resource'],
  ['prompts/get', 'prompt'],
]);
