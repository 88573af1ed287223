// The call in a worker thread.
import { Worker } from 'node:worker_threads';

export const worker = new Worker(new URL('v1.mjs', import.meta.url));
