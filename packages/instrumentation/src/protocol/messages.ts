import { types } from 'node:util';
import { ownValue } from '@mcp-otel/core';

/**
 * A JSON-RPC message as the SDK hands it to a transport. `params`, `result` and `error` belong to the application or
 * the peer, so what is in them is read by `member` only.
 */
export interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A message that asks for an answer. */
export interface Request extends Message {
  readonly id: string | number;
  readonly method: string;
}

/** A message that does not. */
export interface Notification extends Message {
  readonly method: string;
}

/** The answer to a request. */
export interface Response extends Message {
  readonly id: string | number;
}

export function isRequest(message: unknown): message is Request {
  return isMessage(message) && typeof message.method === 'string' && isId(message.id);
}

export function isNotification(message: unknown): message is Notification {
  return isMessage(message) && typeof message.method === 'string' && message.id === undefined;
}

export function isResponse(message: unknown): message is Response {
  return isMessage(message) && message.method === undefined && isId(message.id);
}

/** Whether a notification gives up a request. SDK 0.7 leaves the first word of its method out. */
export function isCancellation({ method }: Notification): boolean {
  return method === 'notifications/cancelled' || method === 'cancelled';
}

/** A member of what a message carries, read without running anybody's code. */
export function member(message: Message, part: 'params' | 'result' | 'error', key: string): unknown {
  return ownValue(message[part], key);
}

/** `params._meta`, if it is what the protocol says; a peer may put anything there. */
export function metaOf(message: Message): Readonly<Record<string, unknown>> | undefined {
  const meta = member(message, 'params', '_meta');
  return isPlain(meta) ? meta : undefined;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !types.isProxy(value);
}

/** Protocol revision that a message declares (MCP 2026-07-28). */
export function declaredVersion(message: Message): unknown {
  return ownValue(metaOf(message), 'io.modelcontextprotocol/protocolVersion');
}

function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && !types.isProxy(message);
}

/** What JSON-RPC allows as the id of a request that wants an answer. */
export function isId(id: unknown): id is string | number {
  return typeof id === 'number' || typeof id === 'string';
}
