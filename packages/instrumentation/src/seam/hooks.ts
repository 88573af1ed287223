import { types } from 'node:util';
import type { Verdict } from '@mcp-otel/core';
import { customisation, type McpRequestInfo } from '../settings/customisation.ts';
import type { Message } from '../protocol/messages.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import type { OpenCall } from './connection.ts';
import type { Seam } from './seam.ts';

/** Lets the application add to a span that has just begun. */
export function callRequestHook(seam: Seam, { span }: CallSpan, request: McpRequestInfo): void {
  const { requestHook } = customisation().config;
  if (requestHook !== undefined) runHook(seam, 'requestHook', () => requestHook(span, request));
}

/** Lets the application add to a span that is about to end. */
export function callResponseHook(
  seam: Seam,
  { span }: CallSpan,
  { side, method, tool }: Pick<OpenCall, 'side' | 'method' | 'tool'>,
  { outcome }: Verdict,
  message: Message | undefined,
): void {
  const { responseHook } = customisation().config;
  if (responseHook === undefined) return;
  runHook(seam, 'responseHook', () => responseHook(span, { side, method, tool, outcome, message }));
}

/** A hook may be asynchronous; a rejection that nobody handles would end the process. */
function runHook({ hooks }: Seam, name: string, hook: () => unknown): void {
  const result = hooks.run(name, hook);
  if (!types.isPromise(result)) return;
  result.catch((error: unknown) =>
    hooks.run(name, () => {
      throw error;
    }),
  );
}
