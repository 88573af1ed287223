// The call is made in a worker thread of the application.
import { Worker, isMainThread } from 'node:worker_threads';
import { callOnce } from './calls.mjs';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.ref();
} else await callOnce();
