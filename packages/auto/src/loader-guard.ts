import * as threads from 'node:worker_threads';

/**
 * True in the thread that Node runs loader hooks in. It runs `--require` files a second time there, and calling
 * `registerHooks` in it ends the process silently on Node 22.15 to 24.11. A worker of the application has a parent port,
 * the loader thread has none.
 */
export function inLoaderThread(): boolean {
  const { isInternalThread } = threads as { isInternalThread?: boolean }; // Newer than Node 20.
  return isInternalThread === true || (!threads.isMainThread && threads.parentPort === null);
}
