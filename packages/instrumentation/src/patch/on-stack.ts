/** Messages whose patched method is on the stack: a subclass override calls the base method with the same message. */
const onStack = new Set<unknown>();

export function isOnStack(message: unknown): boolean {
  return onStack.has(message);
}

/** Runs the patched method of a message. */
export function running(message: unknown, run: () => unknown): unknown {
  onStack.add(message);
  try {
    return run();
  } finally {
    onStack.delete(message);
  }
}
