import { Variables } from '@mcp-otel/core';
import { createSeam, type Seam } from '@mcp-otel/instrumentation/seam';

/** A seam with the given variables, which says nothing and whose time stands still unless `now` is given. */
export function quietSeam(env: Readonly<Record<string, string>> = {}, now: () => number = () => 0): Seam {
  const quiet = (): void => undefined;
  return createSeam({
    variables: new Variables(env, quiet),
    clock: { now, epoch: () => 0 },
    log: { warn: quiet, debug: quiet },
  });
}
