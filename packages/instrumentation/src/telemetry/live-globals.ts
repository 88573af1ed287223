import {
  ROOT_CONTEXT,
  type Context,
  type ContextManager,
  type MeterProvider,
  type TextMapPropagator,
  type TracerProvider,
} from '@opentelemetry/api';

/** What copies of `@opentelemetry/api` share in one process. */
export interface ApiGlobals {
  version: string;
  trace?: TracerProvider;
  metrics?: MeterProvider;
  context?: ContextManager;
  propagation?: TextMapPropagator;
  [other: string]: unknown;
}

const KEY = Symbol.for('opentelemetry.js.api.1');

/**
 * The globals in force now. Read directly, because a copy of the API ignores globals that an older copy registered
 * (1.10 under 1.9), and because the application may register its own at any time.
 */
export function liveGlobals(): ApiGlobals | undefined {
  return (globalThis as { [KEY]?: ApiGlobals })[KEY];
}

/** Replaces the globals of all copies of the API; undefined removes them. */
export function replaceGlobals(globals: ApiGlobals | undefined): void {
  const holder = globalThis as { [KEY]?: ApiGlobals };
  if (globals === undefined) delete holder[KEY];
  else holder[KEY] = globals;
}

/** The context of the running code. */
export function activeContext(): Context {
  return liveGlobals()?.context?.active() ?? ROOT_CONTEXT;
}

/** Runs a function in a context. Without a context manager it just runs. */
export function withContext<Result>(context: Context, run: () => Result): Result {
  const manager = liveGlobals()?.context;
  return manager === undefined ? run() : manager.with(context, run);
}
