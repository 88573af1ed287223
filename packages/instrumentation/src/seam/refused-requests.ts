import { subscribe } from 'node:diagnostics_channel';
import { eventOfStatus, ownValue, slot } from '@mcp-otel/core';
import type { Seam } from './seam.ts';

/** What Node tells when an HTTP server has answered. */
interface Answered {
  readonly request?: { readonly method?: unknown; readonly headers?: unknown };
  readonly response?: { readonly statusCode?: unknown };
}

/**
 * Counts requests that an MCP server of this process refuses before the protocol sees them: whoever checks tokens and
 * rates stands in front of it, and answers by an HTTP status alone.
 */
export function watchRefusedRequests(seam: Seam): void {
  slot('refused-requests', () => {
    subscribe('http.server.response.finish', (message) => {
      try {
        look(seam, message as Answered);
      } catch {
        // What a subscriber throws ends the process.
      }
    });
    return { watched: true };
  });
}

function look({ telemetry }: Seam, { request, response }: Answered): void {
  const status = response?.statusCode;
  const event = typeof status === 'number' ? eventOfStatus(status) : undefined;
  if (event !== undefined && request !== undefined && isMcp(request)) telemetry.counts.refused('server', event);
}

/** Streamable HTTP: a client names its session or the revision, and takes both forms of an answer. */
function isMcp({ headers }: NonNullable<Answered['request']>): boolean {
  const has = (name: string): boolean => typeof ownValue(headers, name) === 'string';
  if (has('mcp-session-id') || has('mcp-protocol-version')) return true;
  const accept = ownValue(headers, 'accept');
  return typeof accept === 'string' && accept.includes('text/event-stream') && accept.includes('application/json');
}
