import type { Context } from '@opentelemetry/api';
import { jsonSize, own, ownValue } from '@mcp-otel/core';
import { metaOf, type Message, type Response } from '../protocol/messages.ts';
import { offerAnswer } from '../ledger/offer-answer.ts';
import { answerEnd } from './call-end.ts';
import type { Connection, OpenCall } from './connection.ts';
import { answerContext, roundAnswered } from './rounds.ts';
import type { Seam } from './seam.ts';
import { sessionBegan } from './sessions.ts';
import { promptReceived } from '../turns/prompt-templates.ts';
import { settle } from './settle.ts';
import { taskBegan } from './tasks.ts';
import { toolsListed } from './tool-lists.ts';

/**
 * Ends the client side of a request with the answer that came in.
 *
 * @returns the caller's context, in which the answer is to be delivered; undefined for an answer nobody waits for
 */
export function responseReceived(seam: Seam, connection: Connection, response: Response): Context | undefined {
  const call = take(connection, response.id);
  if (call === undefined) return undefined;
  connection.learnServerName(call.method, response);
  if (call.method === 'initialize') sessionBegan(seam, connection, call, response);
  if (call.method === 'tools/list') toolsListed(seam, connection, call, response);
  if (call.prompt !== undefined && call.method === 'prompts/get') promptReceived(call.prompt, response);
  roundAnswered(call, response);
  taskBegan(connection, call, response);
  const bytesIn = jsonSize(response.result);
  offerAnswer(seam, connection, call, response, bytesIn);
  if (bytesIn !== undefined) call.span?.write({ [own.ATTR_PAYLOAD_BYTES_IN]: bytesIn });
  settle(seam, connection, call, answerEnd(response), response);
  return answerContext(call, response);
}

/**
 * The server has taken up a subscription (MCP 2026-07-28): for its client the call is done. It stays open for hours, and
 * what it brings are messages of their own.
 *
 * @returns the context below the call, in which the acknowledgement is to be delivered
 */
export function subscriptionAcknowledged(seam: Seam, connection: Connection, message: Message): Context | undefined {
  const id = ownValue(metaOf(message), 'io.modelcontextprotocol/subscriptionId');
  if (connection.outbound.get(id)?.method !== 'subscriptions/listen') return undefined;
  const call = connection.outbound.take(id);
  if (call === undefined) return undefined;
  const context = call.span?.below(call.context) ?? call.context;
  settle(seam, connection, call, { answered: true });
  return context;
}

/** The context of the caller that a progress notification is for. */
export function progressContext(connection: Connection, token: unknown): Context | undefined {
  return connection.outbound.get(token)?.context;
}

/** SDK v1 accepts an answer whose numeric id came back as a string. */
function take(connection: Connection, id: string | number): OpenCall | undefined {
  return connection.outbound.take(id) ?? (typeof id === 'string' ? connection.outbound.take(Number(id)) : undefined);
}
