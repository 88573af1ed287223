import { slot } from '@mcp-otel/core';
import { HANDOVER } from './signatures.ts';

type Adopt = (candidate: unknown) => void;

const adopters = (): Adopt[] => slot('adopters', (): Adopt[] => []);

/**
 * Tells what is to happen with each class that a marked source defines. The preload and an instrumentation of the
 * application's own set-up may both want them; what one has patched the other leaves alone.
 */
export function onHandover(adopt: Adopt): void {
  adopters().push(adopt);
  if (Object.hasOwn(globalThis, HANDOVER)) return;
  const value = (candidate: unknown): void => adopters().forEach((each) => quietly(() => each(candidate)));
  Object.defineProperty(globalThis, HANDOVER, { value }); // Not enumerable: the application never sees it.
}

/** The application's module is being evaluated: an exception of ours would fail its import. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // A class that is not patched makes no spans; there is nobody here to tell.
  }
}
