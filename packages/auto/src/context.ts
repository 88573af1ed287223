import type { ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** The context manager of a process whose application brings none. */
export function createContextManager(): ContextManager {
  return new AsyncLocalStorageContextManager().enable();
}
