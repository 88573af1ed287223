import { ownValue } from '@mcp-otel/core';
import { requestBodies } from './request-class.ts';

/** What a request has to look like from outside to be worth a look inside. In the preload, so it must cost next to nothing. */
const ROUTE =
  /(?:\/(?:chat\/completions|completions|responses|responses\/compact|embeddings|messages|api\/chat)|:(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|rawPredict|streamRawPredict))(?:[?#]|$)/;

/**
 * Whether a call of `fetch` may be a call of a model, by its method and path. Only texts, addresses and requests are looked
 * at, and of options only plain values: whatever else an application passes is its own code. Never throws.
 */
export function mayCallModel(input: unknown, init: unknown): boolean {
  if (typeof input === 'string') return ROUTE.test(input) && isPost(ownValue(init, 'method'));
  try {
    return typeof input === 'object' && input !== null && isModelRequest(input, init);
  } catch {
    return false; // A proxy around an address, say.
  }
}

function isModelRequest(input: object, init: unknown): boolean {
  const method = ownValue(init, 'method');
  if (requestBodies().has(input)) return isPost(method ?? methodOf(input)) && ROUTE.test(urlOf(input));
  return input instanceof URL && ROUTE.test(input.pathname) && isPost(method);
}

/** The path of an address without its query, if a model may be called there. */
export function modelPath(path: string): string | undefined {
  const end = path.search(/[?#]/);
  const bare = end === -1 ? path : path.slice(0, end);
  return ROUTE.test(bare) ? bare : undefined;
}

/** Address of a request. */
export function urlOf(request: object): string {
  return String((request as { readonly url?: unknown }).url);
}

function methodOf(request: object): unknown {
  return (request as { readonly method?: unknown }).method;
}

function isPost(method: unknown): boolean {
  return typeof method === 'string' && method.toUpperCase() === 'POST';
}
