import { types } from 'node:util';
import { ownValue } from '@mcp-otel/core';
import { withContext } from '../../telemetry/live-globals.ts';
import type { Models } from '../models.ts';
import { beginObserved, refusal, type ObservedCall } from './begin-observed.ts';
import type { FetchCall } from './fetch-tap.ts';
import { bodyOf } from './request-body.ts';
import { bodyIn, requestBodies } from './request-class.ts';
import { urlOf } from './route.ts';
import { watchResponse } from './watch-response.ts';

/** Makes a call of `fetch`, and a call of a model of it where it is one. What the caller gets is what `fetch` gives. */
export function observeFetch(models: Models, fetchCall: FetchCall): unknown {
  const { breaker } = models;
  const { input, init } = fetchCall;
  const observed = breaker.run('fetch', () => begin(models, input, init));
  if (observed === undefined) return fetchCall.proceed();
  const answer = withContext(observed.call.context, fetchCall.proceed);
  if (types.isPromise(answer)) return follow(models, observed, answer);
  breaker.run('fetch', () => observed.end({ responseEnd: 'unread' }));
  return answer;
}

function begin(models: Models, input: unknown, init: unknown): ObservedCall | undefined {
  const request = requestOf(input);
  const address = request === undefined ? String(input) : urlOf(request);
  if (!URL.canParse(address) || request?.bodyUsed === true) return undefined; // `fetch` will say so.
  const body = bodyIn(init) ?? (request === undefined ? undefined : requestBodies().get(request));
  const headers = ownValue(init, 'headers') ?? request?.headers;
  return beginObserved(models, { url: new URL(address), body: bodyOf(body), headers });
}

/** A request, of whatever class. */
function requestOf(input: unknown): { readonly headers?: unknown; readonly bodyUsed?: unknown } | undefined {
  return typeof input === 'object' && input !== null && !(input instanceof URL) ? input : undefined;
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
