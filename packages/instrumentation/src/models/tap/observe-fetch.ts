import { types } from 'node:util';
import { withContext } from '../../telemetry/live-globals.ts';
import type { Models } from '../models.ts';
import { beginObserved, refusal, type ObservedCall } from './begin-observed.ts';
import type { FetchCall } from './fetch-tap.ts';
import { observeRequest } from './observe-request.ts';
import { bodyOf } from './request-body.ts';
import { watchResponse } from './watch-response.ts';

/** Makes a call of `fetch`, and a call of a model of it where it is one. What the caller gets is what `fetch` gives. */
export function observeFetch(models: Models, fetchCall: FetchCall): unknown {
  const { breaker } = models;
  const { input, init } = fetchCall;
  if (input instanceof Request && bodyIn(init) === undefined) return observeRequest(models, input, fetchCall.proceed);
  const observed = breaker.run('fetch', () => begin(models, input, init));
  if (observed === undefined) return fetchCall.proceed();
  const answer = withContext(observed.call.context, fetchCall.proceed);
  if (types.isPromise(answer)) return follow(models, observed, answer);
  breaker.run('fetch', () => observed.end({ responseEnd: 'unread' }));
  return answer;
}

function begin(models: Models, input: unknown, init: unknown): ObservedCall | undefined {
  const { headers } = (init ?? {}) as { readonly headers?: unknown };
  const address = input instanceof URL ? input.href : input instanceof Request ? input.url : String(input);
  if (!URL.canParse(address)) return undefined; // `fetch` will say so.
  const url = new URL(address);
  return beginObserved(models, { url, body: bodyOf(bodyIn(init)), headers });
}

function bodyIn(init: unknown): unknown {
  return (init as { readonly body?: unknown } | undefined)?.body;
}

/** Not async: that would let the caller wait for a turn longer than it has to. */
function follow(models: Models, observed: ObservedCall, answer: Promise<unknown>): unknown {
  const { breaker } = models;
  return answer.then(
    (response) => {
      breaker.run('response', () => watchResponse(models, observed, response));
      return response;
    },
    (error: unknown) => {
      breaker.run('fetch', () => observed.end(refusal(observed, error, models.seam.now())));
      throw error;
    },
  );
}
