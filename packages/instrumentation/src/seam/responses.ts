import type { Context } from '@opentelemetry/api';
import { jsonSize, own } from '@mcp-otel/core';
import type { Response } from '../protocol/messages.ts';
import { answerEnd } from './call-end.ts';
import type { Connection, OpenCall } from './connection.ts';
import type { Seam } from './seam.ts';
import { sessionBegan } from './sessions.ts';
import { settle } from './settle.ts';
import { toolsListed } from './tool-lists.ts';

/**
 * Ends the client side of a request with the answer that came in.
 *
 * @returns the caller's context, in which the answer is to be delivered; undefined for an answer nobody waits for
 */
export function responseReceived(seam: Seam, connection: Connection, response: Response): Context | undefined {
  const call = take(connection, response.id);
  if (call === undefined) return undefined;
  if (call.method === 'initialize') sessionBegan(seam, connection, call.span, response);
  if (call.method === 'tools/list') toolsListed(seam, connection, call.span, response);
  const bytesIn = jsonSize(response.result);
  if (bytesIn !== undefined) call.span?.setAttribute(own.ATTR_PAYLOAD_BYTES_IN, bytesIn);
  settle(seam, connection, call, answerEnd(response));
  return call.context;
}

/** The context of the caller that a progress notification is for. */
export function progressContext(connection: Connection, token: unknown): Context | undefined {
  return connection.outbound.get(token)?.context;
}

/** SDK v1 accepts an answer whose numeric id came back as a string. */
function take(connection: Connection, id: string | number): OpenCall | undefined {
  return connection.outbound.take(id) ?? (typeof id === 'string' ? connection.outbound.take(Number(id)) : undefined);
}
