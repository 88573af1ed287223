import { ownValue } from '@mcp-otel/core';
import { isCancellation, isNotification } from '../protocol/messages.ts';
import type { PatchableClass } from '../protocol/patchable-class.ts';
import { isProtocolClass, isTransport } from '../protocol/protocol-class.ts';
import { cancelled } from '../seam/inbound.ts';
import { notificationReceived } from '../seam/notifications.ts';
import { withCallerSignal } from '../seam/outbound.ts';
import type { Seam } from '../seam/seam.ts';
import { connectionClosed } from '../seam/sessions.ts';
import { withContext } from '../telemetry/live-globals.ts';
import { connectionFor, onRequest, transportOf } from './on-request.ts';
import { isOnStack, running } from './on-stack.ts';
import { connectionOf, currentDelivery } from './patch-transport.ts';
import { replaceMethod, type Call } from '../wrap/replace-method.ts';

/**
 * Puts the seam into a protocol class of the MCP SDK (0.7 to 2.4): between the protocol and its transport, because only
 * there a message still has its id and its caller.
 *
 * @param instance of the class that exists already, so that its own class has shown itself before
 * @returns false when the class is none
 */
export function patchProtocol(seam: Seam, candidate: unknown, instance?: unknown): boolean {
  if (!isProtocolClass(candidate)) return false;
  patchPrototype(seam, candidate.prototype);
  patchSubclasses(seam, candidate);
  for (const prototype of prototypesBelow(candidate.prototype, instance)) patchPrototype(seam, prototype);
  seam.debug(`protocol class ${candidate.name} patched`);
  return true;
}

function patchPrototype(seam: Seam, prototype: object): void {
  replaceMethod(prototype, 'connect', (call) => connect(seam, call));
  replaceMethod(prototype, '_onrequest', (call) => onRequest(seam, call));
  replaceMethod(prototype, '_onnotification', (call) => onNotification(seam, call));
  replaceMethod(prototype, '_onclose', (call) => onClose(seam, call));
  replaceMethod(prototype, '_requestWithSchemaViaCodec', ({ args, proceed }) =>
    withCallerSignal(signalOf(args.at(-1)), proceed),
  );
}

/**
 * `Client` and `Server` override some of these methods, and v2's client talks to the transport before it calls `super`.
 * Every base constructor calls `setNotificationHandler`: the moment when the concrete class shows itself.
 */
function patchSubclasses(seam: Seam, base: PatchableClass): void {
  const seen = new WeakSet<object>();
  replaceMethod(base.prototype, 'setNotificationHandler', ({ self, proceed }) => {
    seam.breaker.run('subclass', () => {
      for (const prototype of prototypesBelow(base.prototype, self)) {
        if (!seen.has(prototype)) patchPrototype(seam, prototype);
        seen.add(prototype);
      }
    });
    return proceed();
  });
}

function* prototypesBelow(base: object, object: unknown): Generator<object> {
  let prototype: unknown = typeof object === 'object' && object !== null ? Object.getPrototypeOf(object) : undefined;
  while (typeof prototype === 'object' && prototype !== null && prototype !== base) {
    yield prototype;
    prototype = Object.getPrototypeOf(prototype);
  }
}

function connect(seam: Seam, { args: [transport], proceed }: Call): unknown {
  seam.breaker.run('connect', () => {
    if (isTransport(transport)) connectionOf(seam, transport);
  });
  return proceed();
}

function onNotification(seam: Seam, { self, args: [notification], proceed }: Call): unknown {
  const received = seam.breaker.run('notification', () => {
    const connection = connectionFor(seam, self);
    if (connection === undefined || !isNotification(notification) || isOnStack(notification)) return undefined;
    if (isCancellation(notification)) cancelled(seam, connection, notification);
    // Progress runs in its caller's context, which the delivery has set.
    const keepsContext = notification.method === 'notifications/progress';
    const { context, finish } = notificationReceived(seam, connection, notification, currentDelivery()?.extra);
    return { context: keepsContext ? undefined : context, finish };
  });
  const run = (): unknown => running(notification, proceed);
  const result = received?.context === undefined ? run() : withContext(received.context, run);
  if (received !== undefined) seam.breaker.run('notification', received.finish);
  return result;
}

function onClose(seam: Seam, { self, proceed }: Call): unknown {
  seam.breaker.run('close', () => {
    const transport = transportOf(self);
    if (transport !== undefined) connectionClosed(seam, connectionOf(seam, transport));
  });
  return proceed();
}

function signalOf(options: unknown): AbortSignal | undefined {
  const signal = ownValue(options, 'signal');
  return signal instanceof AbortSignal ? signal : undefined;
}
