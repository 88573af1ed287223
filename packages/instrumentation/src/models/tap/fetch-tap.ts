import { slot } from '@mcp-otel/core';
import { wrapFunction } from '../../wrap/replace-method.ts';
import { tapRequestClass } from './request-class.ts';
import { mayCallModel } from './route.ts';

/** One call of `fetch` that may be a call of a model. */
export interface FetchCall {
  readonly input: unknown;
  readonly init: unknown;
  /** Runs the original. */
  readonly proceed: () => unknown;
}

/**
 * Wraps the global `fetch`, once per process. Whatever does not look like a call of a model from outside goes straight
 * through; so does everything where `fetch` cannot be replaced.
 *
 * @param observe makes the call in place of the caller, and must give back what the original gives
 */
export function tapFetch(observe: (call: FetchCall) => unknown): void {
  slot('fetch-tap', () => ({ tapped: wrapGlobal(observe) }));
  tapRequestClass();
}

function wrapGlobal(observe: (call: FetchCall) => unknown): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  const original: unknown = globalThis.fetch;
  if (descriptor?.configurable !== true || typeof original !== 'function') return false;
  const value = wrapFunction(original as (this: unknown, ...args: unknown[]) => unknown, ({ args, proceed }) =>
    mayCallModel(args[0], args[1]) ? observe({ input: args[0], init: args[1], proceed }) : proceed(),
  );
  const { enumerable = true } = descriptor;
  Object.defineProperty(globalThis, 'fetch', { value, enumerable, configurable: true, writable: true });
  return true;
}
