import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syncHooksAreSound } from '@mcp-otel/instrumentation/seam';

type Warn = (sentence: string) => void;

/** Part of `node:module` that the types of Node 20 do not know. */
interface Registers {
  readonly register?: (url: string) => void;
}

/**
 * Switches on instrumentations that the application has installed (`MCP_OTEL_INSTRUMENTATIONS=undici,pg`), so that a
 * server's own HTTP and database calls hang below its tool calls. They find our provider on the OpenTelemetry API.
 *
 * @param names of `@opentelemetry/instrumentation-*` packages, short or in full
 */
export function startInstrumentations(names: readonly string[], warn: Warn): void {
  if (names.length === 0) return;
  const fromApplication = createRequire(process.argv[1] ?? join(process.cwd(), 'x'));
  let hooked = false;
  for (const name of names) {
    const id = name.includes('/') ? name : `@opentelemetry/instrumentation-${name}`;
    try {
      if (!hooked) hookImports(createRequire(fromApplication.resolve(id)));
      hooked = true;
      start(fromApplication(id));
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
function hookImports(fromInstrumentation: NodeJS.Require): void {
  const load = createRequire(fromInstrumentation.resolve('@opentelemetry/instrumentation'));
  if (syncHooksAreSound(process.versions.node)) load('import-in-the-middle/register-hooks.mjs');
  else (Module as Registers).register?.(pathToFileURL(load.resolve('import-in-the-middle/hook.mjs')).href);
}
