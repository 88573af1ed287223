import { createRequire } from 'node:module';

/**
 * True in the thread that Node runs loader hooks in. It runs `--require` files a second time there, and calling
 * `registerHooks` in it ends the process silently on Node 22.15 to 24.11. A worker of the application has a parent port,
 * the loader thread has none.
 */
export function inLoaderThread(): boolean {
  // Asking the module of workers costs the main thread two milliseconds. No thread but that one may change the folder.
  const { disabled } = process.chdir as { readonly disabled?: boolean };
  if (disabled !== true) return false;
  const { isInternalThread, isMainThread, parentPort } = loadThreads();
  return isInternalThread === true || (!isMainThread && parentPort === null);
}

/** Of `node:worker_threads`; the first is newer than Node 20. */
interface Threads {
  readonly isInternalThread?: boolean;
  readonly isMainThread: boolean;
  readonly parentPort: unknown;
}

function loadThreads(): Threads {
  return createRequire(__filename)('node:worker_threads') as Threads;
}

declare const __filename: string; // This module only ever runs inside the CommonJS bundle.
