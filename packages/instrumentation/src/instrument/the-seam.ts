import { slot, Variables } from '@mcp-otel/core';
import { diag } from '@opentelemetry/api';
import { createSeam } from '../seam/create-seam.ts';
import type { Seam } from '../seam/seam.ts';
import { seamMaker } from './seam-maker.ts';
import { SCOPE } from '../telemetry/scope.ts';

/** The seam of this process, made when it is first needed and shared by every copy of this code. */
export function theSeam(): Seam {
  return slot('seam', () => (seamMaker().make ?? makeSeam)());
}

/** In a program with a set-up of its own, which says what it has to say the way such programs do. */
function makeSeam(): Seam {
  const { performance, Date } = globalThis;
  const log = diag.createComponentLogger({ namespace: SCOPE });
  return createSeam({
    variables: new Variables(process.env, warn),
    clock: { now: performance.now.bind(performance), epoch: Date.now.bind(Date) },
    log: { warn, debug: (sentence) => log.debug(sentence) },
  });
}

/** On stderr, by way of Node's own warnings. */
export function warn(sentence: string): void {
  process.emitWarning(sentence, 'McpOtelWarning');
}
