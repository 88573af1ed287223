import { types } from 'node:util';
import type { Begun } from '../../telemetry/call-span.ts';
import type { Models } from '../models.ts';
import { beginObserved, refusal, type ObservedCall } from './begin-observed.ts';
import { LateObserver } from './late-observer.ts';
import { bodyOf } from './request-body.ts';
import { tapResponse } from './tap-stream.ts';
import { watcherOf } from './watch-response.ts';

/**
 * Makes a call of `fetch` that was given a `Request`. What its body says is known only when it has been sent, because
 * reading it earlier would read a stream faster than the network does: it is read from a copy, and the call begins in
 * hindsight. Its span is therefore not the parent of the HTTP span.
 */
export function observeRequest(models: Models, request: Request, proceed: () => unknown): unknown {
  const { breaker } = models;
  const { telemetry } = models.seam;
  const copy = breaker.run('request', () => (request.bodyUsed ? undefined : request.clone()));
  const begun = telemetry.begunNow();
  const answer = proceed();
  if (copy === undefined || !types.isPromise(answer)) return answer;
  const known = async (): Promise<ObservedCall | undefined> => begin(models, copy, begun);
  return answer.then(
    (response: unknown) => {
      breaker.run('response', () => watchLate(models, response, known));
      return response;
    },
    (error: unknown) => {
      void known().then((observed) =>
        breaker.run('fetch', () => observed?.end(refusal(observed, error, models.seam.now()))),
      );
      throw error;
    },
  );
}

/** Never rejects: a body that cannot be read makes no call. */
async function begin(models: Models, copy: Request, begun: Begun): Promise<ObservedCall | undefined> {
  try {
    const body = bodyOf(await copy.text());
    return models.breaker.run('request', () =>
      beginObserved(models, { url: new URL(copy.url), body, headers: copy.headers, begun }),
    );
  } catch {
    return undefined;
  }
}

function watchLate(models: Models, response: unknown, known: () => Promise<ObservedCall | undefined>): void {
  if (!(response instanceof Response)) return;
  const observer = new LateObserver();
  tapResponse(response, observer);
  void known().then((observed) =>
    models.breaker.run('response', () => observer.resolve(observed && watcherOf(models, observed, response))),
  );
}
