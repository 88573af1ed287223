import { subscribe } from 'node:diagnostics_channel';
import { slot } from '@mcp-otel/core';
import { modelPath } from './route.ts';

/** What the channels of Node and undici tell about a request. */
interface SentRequest {
  readonly method?: unknown;
  readonly path?: unknown;
  readonly headers?: unknown;
  readonly getHeader?: (name: string) => unknown;
}

/** Header by which the SDKs of OpenAI, Anthropic and others tell who they are. */
const SIGN = 'x-stainless-lang';

/**
 * Says once, of each client, that it calls models where no hook of ours sees it, instead of silently making no spans:
 * over `node:http`, as `openai` 4 does, or by an undici of its own.
 *
 * @param seen whether the running code is inside a call that is seen
 */
export function watchUnseen(seen: () => boolean, warn: (sentence: string) => void): void {
  const told = slot('unseen-clients', () => new Set<string>());
  const look = (message: unknown, way: string): void => {
    const { request } = message as { readonly request?: SentRequest };
    if (request?.method !== 'POST' || typeof request.path !== 'string') return;
    if (modelPath(request.path) === undefined || told.has(way) || !isKnownClient(request) || seen()) return;
    told.add(way);
    warn(
      `a model was called by ${way}, where mcp-otel cannot see it: no spans. Let the client use the global fetch (openai 5 or later does), or record its calls with modelCall()`,
    );
  };
  const watch = (channel: string, way: string): void =>
    subscribe(channel, (message) => {
      try {
        look(message, way);
      } catch {
        // What a subscriber throws ends the process.
      }
    });
  watch('http.client.request.start', 'node:http');
  watch('undici:request:create', 'an undici of its own');
}

function isKnownClient(request: SentRequest): boolean {
  if (typeof request.getHeader === 'function') return request.getHeader(SIGN) !== undefined;
  return JSON.stringify(request.headers ?? '').includes(SIGN); // A text in undici 6, a list since.
}
