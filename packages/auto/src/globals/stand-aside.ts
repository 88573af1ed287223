import Module from 'node:module';
import { liveGlobals, replaceGlobals, silenceNativeSpans } from '@mcp-otel/instrumentation/seam';
import { ownGlobals, type OwnGlobals } from './install-globals.ts';
import { removeLogs } from './install-logs.ts';
import { keepsNativeSpans } from './native-spans.ts';

/** Registration methods of the API's classes, and the global that each one sets. */
const setters = {
  setGlobalTracerProvider: 'trace',
  setGlobalContextManager: 'context',
  setGlobalPropagator: 'propagation',
  setGlobalMeterProvider: 'metrics',
  setGlobalLoggerProvider: 'logs',
} as const;

type Setter = keyof typeof setters;
type GlobalName = (typeof setters)[Setter];
type ApiClass = { readonly prototype: Record<Setter, (...args: unknown[]) => unknown> };

/** Recognises the API's `TraceAPI`, `ContextAPI` and so on, of whatever copy. */
export function isApiClass(candidate: unknown): candidate is ApiClass {
  return typeof candidate === 'function' && settersOf(candidate).length > 0;
}

/**
 * Lets the application's registration win. The API refuses a second one, and refuses to mix versions; so ours is taken
 * away first, and what the application did not replace is put back afterwards.
 */
export function standAsideIn(api: ApiClass, debug: (sentence: string) => void): void {
  for (const setter of settersOf(api)) {
    const original = api.prototype[setter];
    api.prototype[setter] = function standAside(this: unknown, ...args: unknown[]): unknown {
      debug(`the application calls ${setter}`);
      return makeRoom(setters[setter], () => original.apply(this, args));
    };
  }
}

/** Copies of the API that were loaded before us, by whoever comes first on the command line. */
export function standAsideInLoaded(debug: (sentence: string) => void): void {
  const { _cache: loaded } = Module as unknown as { readonly _cache: Readonly<Record<string, NodeModule>> };
  for (const [file, { exports }] of Object.entries(loaded)) {
    if (!/[\\/]@opentelemetry[\\/]api(?:-logs)?[\\/]/.test(file)) continue;
    for (const candidate of Object.values((exports ?? {}) as object)) {
      if (isApiClass(candidate)) standAsideIn(candidate, debug);
    }
  }
}

function makeRoom(name: GlobalName, register: () => unknown): unknown {
  if (name === 'logs') {
    removeLogs();
    return register();
  }
  const own = ownGlobals();
  const before = liveGlobals();
  if (own === undefined || before === undefined || isForeign(own, name)) return register();
  const hasForeign = Object.keys(before).some((key) => key !== 'version' && isForeign(own, key));
  if (hasForeign) delete before[name];
  else replaceGlobals(undefined); // Nothing but ours is there: the version stamp goes with it.
  const result = register();
  putBack(own);
  if (name === 'trace' && !keepsNativeSpans()) silenceNativeSpans(liveGlobals()?.trace);
  return result;
}

function isForeign(own: OwnGlobals, name: string): boolean {
  const live: unknown = liveGlobals()?.[name];
  return live !== undefined && live !== (own as Readonly<Record<string, unknown>>)[name];
}

function putBack(own: OwnGlobals): void {
  const live = liveGlobals();
  if (live === undefined) return;
  live.trace ??= own.trace;
  live.context ??= own.context;
  live.propagation ??= own.propagation;
  if (own.diag !== undefined) live['diag'] ??= own.diag;
}

function settersOf(api: { readonly prototype?: unknown }): readonly Setter[] {
  const { prototype } = api;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return (Object.keys(setters) as Setter[]).filter((setter) => Object.hasOwn(prototype, setter));
}
