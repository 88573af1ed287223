import type { Attributes, Link } from '@opentelemetry/api';
import { own, ownValue, safeName, type Side } from '@mcp-otel/core';
import { member, metaOf, type Message } from '../protocol/messages.ts';
import type { Connection, OpenCall } from './connection.ts';
import { recall, remember } from './recollection.ts';

/**
 * Tasks (MCP 2025-11-25): the answer to a call is only a receipt, the work goes on after its span has ended, and later
 * messages name the task. They are linked to the call that began it.
 */
export interface TaskReference {
  readonly attributes: Attributes;
  readonly links: readonly Link[];
}

/** What a message says of a task. */
export function taskOf(connection: Connection, message: Message): TaskReference | undefined {
  const related = ownValue(metaOf(message), 'io.modelcontextprotocol/related-task');
  const id = safeName(ownValue(related, 'taskId') ?? ownTaskId(message));
  if (id === undefined) return undefined;
  const began = recall(keyOf(connection, sideOf(connection, message), id));
  return { attributes: { [own.ATTR_TASK_ID]: id }, links: began === undefined ? [] : [{ context: began }] };
}

/** Remembers the span of a call whose answer is the receipt of a task. */
export function taskBegan(connection: Connection, { side, span }: OpenCall, answer: Message): void {
  const id = safeName(ownValue(member(answer, 'result', 'task'), 'taskId'));
  if (id === undefined || span === undefined) return;
  span.write({ [own.ATTR_TASK_ID]: id, [own.ATTR_RESULT_TYPE]: 'task' });
  remember(keyOf(connection, side, id), span.span.spanContext());
}

/** Most messages have nothing to do with tasks, and must not pay for them. */
function ownTaskId(message: Message): unknown {
  const { method } = message;
  if (typeof method !== 'string' || !method.includes('tasks/')) return undefined;
  return member(message, 'params', 'taskId');
}

/** Both ends of a connection may live in one process, and each server counts its tasks for itself. */
function keyOf({ server, serverName }: Connection, side: Side, id: string): string {
  return `task ${side} ${server?.address ?? ''} ${server?.port ?? ''} ${serverName ?? ''} ${id}`;
}

/** A server that is made anew for each request knows its role by what it is asked. */
function sideOf({ role }: Connection, { method }: Message): Side {
  return role ?? (typeof method === 'string' && method.startsWith('tasks/') ? 'server' : 'client');
}
