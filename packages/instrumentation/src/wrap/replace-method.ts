import { slot } from '@mcp-otel/core';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Shared with every other copy of this code, so that no method is wrapped twice. */
const replaced = (): WeakSet<Method> => slot('replaced-methods', () => new WeakSet<Method>());

/**
 * Puts a wrapper around a function. Name, length, own properties and `this` stay as they were, and the argument list is
 * passed on untouched, because applications put spies on these functions and read them.
 */
export function wrapFunction(original: Method, around: (call: Call) => unknown): Method {
  return new Proxy(original, {
    apply: (target, self, args: unknown[]) =>
      around({ self, args, proceed: (changed = args) => Reflect.apply(target, self, changed) }),
  });
}

/** One call of a wrapped function. */
export interface Call {
  readonly self: unknown;
  readonly args: readonly unknown[];
  /** Runs the original, with other arguments if given. */
  readonly proceed: (args?: readonly unknown[]) => unknown;
}

/** Replaces an own method of a prototype; does nothing when there is none or it has been replaced already. */
export function replaceMethod(prototype: object, name: string, around: (call: Call) => unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  const original: unknown = descriptor?.value;
  if (descriptor?.configurable !== true || typeof original !== 'function') return; // Frozen classes stay as they are.
  if (replaced().has(original as Method)) return;
  const wrapper = wrapFunction(original as Method, around);
  replaced().add(wrapper);
  Object.defineProperty(prototype, name, { ...descriptor, value: wrapper });
}
