import type { Verdict } from '@mcp-otel/core';
import { customisation, type McpRequestInfo } from '../settings/customisation.ts';
import type { Message } from '../protocol/messages.ts';
import type { CallSpan } from '../telemetry/call-span.ts';
import type { OpenCall } from './connection.ts';
import type { Seam } from './seam.ts';

/** Lets the application add to a span that has just begun. */
export function callRequestHook(seam: Seam, { span }: CallSpan, request: McpRequestInfo): void {
  const { requestHook } = customisation().config;
  if (requestHook !== undefined) seam.hooks.run('requestHook', () => requestHook(span, request));
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
  seam.hooks.run('responseHook', () => responseHook(span, { side, method, tool, outcome, message }));
}
