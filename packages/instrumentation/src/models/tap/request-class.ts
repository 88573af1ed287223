import { ownValue, slot } from '@mcp-otel/core';

/** Bodies that requests were made with: a request gives its body away only once, and that is not for us. */
export const requestBodies = (): WeakMap<object, unknown> =>
  slot('request-bodies', () => new WeakMap<object, unknown>());

type RequestClass = new (...args: unknown[]) => object;

/**
 * Remembers what each `Request` is made with. The class is wrapped when it is first used: asking for it loads the whole of
 * Node's `fetch`.
 */
export function tapRequestClass(): void {
  slot('request-class', () => ({ tapped: wrapGlobal() }));
}

function wrapGlobal(): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'Request');
  if (descriptor?.configurable !== true) return false;
  const { enumerable = false } = descriptor;
  const settle = (value: unknown): void => {
    Object.defineProperty(globalThis, 'Request', { value, enumerable, configurable: true, writable: true });
  };
  const original = (): unknown =>
    descriptor.get === undefined ? descriptor.value : Reflect.apply(descriptor.get, globalThis, []);
  Object.defineProperty(globalThis, 'Request', {
    configurable: true,
    enumerable,
    get: () => {
      const wrapped = wrap(original());
      settle(wrapped);
      return wrapped;
    },
    set: settle,
  });
  return true;
}

function wrap(original: unknown): unknown {
  if (typeof original !== 'function') return original;
  const wrapped: unknown = new Proxy(original as RequestClass, {
    construct(target, args: unknown[], newTarget) {
      const request = Reflect.construct(target, args, newTarget === wrapped ? target : newTarget) as object;
      remember(request, args);
      return request;
    },
  });
  const { prototype } = original as { readonly prototype: object };
  replaceMember(prototype, 'constructor', () => wrapped);
  replaceMember(prototype, 'clone', rememberingClone);
  return wrapped;
}

function replaceMember(owner: object, name: string, replace: (member: unknown) => unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (descriptor?.configurable !== true || typeof descriptor.value !== 'function') return;
  Object.defineProperty(owner, name, { ...descriptor, value: replace(descriptor.value) });
}

/** SDKs that try again send copies. */
function rememberingClone(clone: unknown): unknown {
  return new Proxy(clone as () => object, {
    apply(target, request: object, args: []) {
      const copy = Reflect.apply(target, request, args);
      remember(copy, [request]);
      return copy;
    },
  });
}

/** A request made of another one has its body, unless it is given one of its own. */
function remember(request: object, [input, init]: readonly unknown[]): void {
  const inherited = typeof input === 'object' && input !== null ? requestBodies().get(input) : undefined;
  const body = bodyIn(init) ?? inherited;
  if (body !== undefined && body !== null) requestBodies().set(request, body);
}

/** Only what is a plain value: a getter is the application's, and is asked once. */
export function bodyIn(init: unknown): unknown {
  return ownValue(init, 'body');
}
