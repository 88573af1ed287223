import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syncHooksAreSound } from '@mcp-otel/instrumentation/seam';

type Warn = (sentence: string) => void;

/** Part of `node:module` that the types of Node 20 do not know. */
interface Registers {
  readonly register?: (url: string) => void;
}

/** Programs that start others: what they would load is not the application's. */
const starters = /[\\/](?:npm|npx|pnpm|pnpx|yarn|corepack)(?:-cli)?(?:\.c?js)?$/;

/**
 * Switches on instrumentations that the application has installed (`MCP_OTEL_INSTRUMENTATIONS=undici,pg`), so that a
 * server's own HTTP and database calls hang below its tool calls. They find our provider on the OpenTelemetry API.
 *
 * @param names of `@opentelemetry/instrumentation-*` packages, short or in full
 */
export function startInstrumentations(names: readonly string[], warn: Warn): void {
  const script = process.argv[1] ?? join(process.cwd(), 'x');
  if (names.length === 0 || starters.test(script)) return;
  const fromApplication = createRequire(script);
  let hooked = false;
  for (const name of names) {
    const id = name.includes('/') ? name : `@opentelemetry/instrumentation-${name}`;
    try {
      const exported: unknown = fromApplication(id);
      hooked ||= hookImports(createRequire(fromApplication.resolve(id)), warn);
      start(exported);
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      warn(
        `MCP_OTEL_INSTRUMENTATIONS names ${name}, but ${id} cannot be loaded (${code}); install it: npm install ${id}`,
      );
    }
  }
}

function start(exported: unknown): void {
  const classes = Object.entries(exported as Record<string, unknown>).filter(
    (entry): entry is [string, new () => unknown] =>
      entry[0].endsWith('Instrumentation') && typeof entry[1] === 'function',
  );
  if (classes.length === 0) throw new Error('it exports no Instrumentation');
  for (const [, Instrumentation] of classes) Reflect.construct(Instrumentation, []);
}

/** What is imported, and not required, these packages only see through a loader hook of their own. */
function hookImports(fromInstrumentation: NodeJS.Require, warn: Warn): true {
  try {
    const load = createRequire(fromInstrumentation.resolve('@opentelemetry/instrumentation'));
    if (!syncHooksAreSound(process.versions.node) || !hookInThread(load))
      (Module as Registers).register?.(pathToFileURL(load.resolve('import-in-the-middle/hook.mjs')).href);
  } catch (error) {
    warn(`MCP_OTEL_INSTRUMENTATIONS: ES modules cannot be hooked, CommonJS is: ${String(error)}`);
  }
  return true;
}

/** Versions of before 2026 have hooks for a thread of their own only. */
function hookInThread(load: NodeJS.Require): boolean {
  try {
    load('import-in-the-middle/register-hooks.mjs');
    return true;
  } catch {
    return false;
  }
}
