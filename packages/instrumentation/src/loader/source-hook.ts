import Module from 'node:module';
import { pathToFileURL } from 'node:url';
import { markDefinitions, mayDefine } from './signatures.ts';

/** What the source hook needs from its surroundings. */
export interface SourceHookOptions {
  /** Absolute path of the hook that Node's loader thread runs, for Nodes without sound synchronous hooks. */
  readonly loaderFile: string;
  /** Folder whose files are left alone: our own bundles carry the same definitions. */
  readonly ownFolder: string;
  /** Told of each file in which a definition was found. */
  readonly debug: (sentence: string) => void;
  /** Told of what could not be hooked. */
  readonly warn: (sentence: string) => void;
}

interface LoadResult {
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
  readonly format?: string | null | undefined;
}

type Load = (url: string, context: unknown, next: (url: string, context: unknown) => LoadResult) => LoadResult;

/** Parts of `node:module` that not every supported Node has. */
interface ModuleHooks {
  readonly registerHooks?: (hooks: { load: Load }) => unknown;
  readonly register?: (url: string) => void;
  readonly prototype: { _compile: (this: unknown, source: unknown, file: unknown, ...rest: unknown[]) => unknown };
}

/**
 * Looks at every source that Node loads, ESM and CommonJS, and marks the definitions of known classes.
 *
 * Two ways, because neither sees everything: a load hook for ESM, and `_compile` for CommonJS that comes through a
 * custom extension handler (tsx, ts-node) and never reaches a load hook. Never throws; what cannot be hooked is told.
 */
export function installSourceHook(options: SourceHookOptions): void {
  attempt('load hook', options, () => installLoadHook(options));
  attempt('CommonJS hook', options, () => patchCompile(options));
}

/** Marks the definitions in what a loader returned; the very same object when there is none. */
export function markLoaded<Result extends LoadResult>(result: Result, found: () => void): Result {
  const { source, format } = result;
  if (source === undefined || source === null || format === 'json' || format === 'wasm') return result;
  const bytes = typeof source === 'string' ? source : bufferOf(source);
  if (!mayDefine(bytes)) return result;
  const text = typeof bytes === 'string' ? bytes : bytes.toString('utf8');
  const marked = markDefinitions(text);
  if (marked === text) return result;
  found();
  return { ...result, source: marked };
}

function installLoadHook({ loaderFile, ownFolder, debug }: SourceHookOptions): void {
  const hooks = Module as unknown as ModuleHooks; // @types/node 20 knows neither function's newest form.
  if (hooks.registerHooks !== undefined && syncHooksAreSound(process.versions.node)) {
    const ownUrl = pathToFileURL(ownFolder).href;
    const load: Load = (url, context, next) => {
      const result = next(url, context);
      return url.startsWith(ownUrl) ? result : markLoaded(result, () => debug(`marked ${url}`));
    };
    hooks.registerHooks({ load });
  } else {
    hooks.register?.(pathToFileURL(loaderFile).href);
  }
}

function patchCompile({ ownFolder, debug }: SourceHookOptions): void {
  const { prototype } = Module as unknown as ModuleHooks;
  const original = prototype._compile;
  prototype._compile = function (source, file, ...rest) {
    const ours = typeof file === 'string' && file.startsWith(ownFolder);
    const marked = typeof source === 'string' && !ours && mayDefine(source) ? markDefinitions(source) : source;
    if (marked !== source) debug(`marked ${String(file)}`);
    return original.call(this, marked, file, ...rest);
  };
}

/**
 * `registerHooks` exists from 22.15, but beside anyone's `module.register` it throws before 22.22.3, 24.11.1 and 25.1,
 * and on 22.17, 24.1 and 24.2 a load hook that does nothing crashes ESM that imports CommonJS with a require cycle.
 */
export function syncHooksAreSound(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 3);
  if (major === 24) return minor > 11 || (minor === 11 && patch >= 1);
  return major >= 26 || (major === 25 && minor >= 1);
}

function bufferOf(source: ArrayBuffer | NodeJS.TypedArray): Buffer {
  return ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
}

function attempt(what: string, { warn }: SourceHookOptions, install: () => void): void {
  try {
    install();
  } catch (error) {
    // Node 20 with --experimental-permission refuses the loader thread; CommonJS is still seen.
    warn(`no ${what}, what it would have seen has no spans: ${String(error)}`);
  }
}
