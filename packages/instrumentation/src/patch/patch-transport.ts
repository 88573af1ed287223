import { types } from 'node:util';
import { slot } from '@mcp-otel/core';
import { isNotification, isResponse, member } from '../protocol/messages.ts';
import type { InboundExtra, MessageHandler, SendOptions, Transport } from '../protocol/protocol-class.ts';
import { propagateToChild } from '../seam/children.ts';
import { Connection } from '../seam/connection.ts';
import { outgoing } from '../seam/outbound.ts';
import { progressContext, responseReceived } from '../seam/responses.ts';
import type { Seam } from '../seam/seam.ts';
import type { Sending } from '../seam/sending.ts';
import { withContext } from '../telemetry/live-globals.ts';
import { wrapFunction, type Call } from '../wrap/replace-method.ts';

const connections = (): WeakMap<object, Connection> => slot('connections', () => new WeakMap<object, Connection>());

/** Transports whose `onmessage` is on the stack, innermost last: in memory, one delivery can cause another. */
const deliveries: Delivery[] = [];

/** A message on its way from a transport to the protocol. */
export interface Delivery {
  /** The connection it came over: one protocol object may serve several. */
  readonly connection: Connection;
  /** What the transport knows besides the message. The protocol does not pass it on for notifications. */
  readonly extra: InboundExtra | undefined;
}

/** The innermost delivery that is on the stack now. */
export function currentDelivery(): Delivery | undefined {
  return deliveries.at(-1);
}

/** What is known of a transport; its `send` and `onmessage` are wrapped the first time it is seen. */
export function connectionOf(seam: Seam, transport: Transport): Connection {
  const known = connections().get(transport);
  if (known !== undefined) return known;
  const connection = new Connection(transport);
  connections().set(transport, connection);
  if (!Object.isExtensible(transport)) {
    seam.debug('a transport that cannot be extended is left alone');
    return connection;
  }
  propagateToChild(seam, transport);
  wrapSend(seam, connection, transport);
  wrapOnmessage(seam, connection, transport);
  return connection;
}

function wrapSend(seam: Seam, connection: Connection, transport: Transport): void {
  const own = Object.getOwnPropertyDescriptor(transport, 'send');
  const value = wrapFunction(transport.send, (call) => send(seam, connection, call));
  Object.defineProperty(transport, 'send', {
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? false,
    value,
  });
}

function send(seam: Seam, connection: Connection, { args, proceed }: Call): unknown {
  const [message, options] = args;
  const sending = seam.breaker.run('send', () =>
    outgoing(seam, connection, message, options as SendOptions | undefined),
  );
  if (sending === undefined) return proceed();
  return transmit(seam, sending, () => proceed([sending.message, ...args.slice(1)]));
}

/**
 * Sends exactly once: what the transport throws or rejects with is the application's, and only noted here.
 *
 * A promise is given back with our step in it, one microtask later, instead of being listened to: a promise that somebody
 * listens to no longer counts as unhandled, and Node would not end the process for it.
 */
function transmit(seam: Seam, { context, sent, failed }: Sending, transport: () => unknown): unknown {
  const noteFailure = (error: unknown): never => {
    seam.breaker.run('failed send', () => failed(error));
    throw error;
  };
  const noteSuccess = <Value>(value: Value): Value => {
    seam.breaker.run('sent', sent);
    return value;
  };
  let result: unknown;
  try {
    result = withContext(context, transport);
  } catch (error) {
    return noteFailure(error);
  }
  return types.isPromise(result) ? result.then(noteSuccess, noteFailure) : noteSuccess(result);
}

/** `onmessage` is assigned by the protocol after we see the transport, as a field or through the transport's accessor. */
function wrapOnmessage(seam: Seam, connection: Connection, transport: Transport): void {
  const inherited = accessorOf(transport);
  let current = inherited === undefined ? wrapHandler(seam, connection, transport.onmessage) : undefined;
  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    enumerable: Object.getOwnPropertyDescriptor(transport, 'onmessage')?.enumerable ?? inherited === undefined,
    get: () => (inherited === undefined ? current : inherited.get?.call(transport)),
    set: (handler: MessageHandler | undefined) => {
      const wrapped = wrapHandler(seam, connection, handler);
      if (inherited === undefined) current = wrapped;
      else inherited.set?.call(transport, wrapped);
    },
  });
}

function wrapHandler(seam: Seam, connection: Connection, handler: unknown): MessageHandler | undefined {
  if (typeof handler !== 'function') return handler as undefined;
  return wrapFunction(handler as MessageHandler, ({ args: [message, extra], proceed }) => {
    const context = seam.breaker.run('delivery', () => deliveryContext(seam, connection, message));
    deliveries.push({ connection, extra: extra as InboundExtra | undefined });
    try {
      return context === undefined ? proceed() : withContext(context, proceed);
    } finally {
      deliveries.pop();
    }
  });
}

/** Answers and progress go where the request was made; everything else stays where the transport delivers it. */
function deliveryContext(seam: Seam, connection: Connection, message: unknown): ReturnType<typeof responseReceived> {
  if (isResponse(message)) return responseReceived(seam, connection, message);
  if (!isNotification(message) || message.method !== 'notifications/progress') return undefined;
  return progressContext(connection, member(message, 'params', 'progressToken'));
}

function accessorOf(transport: object): PropertyDescriptor | undefined {
  for (
    let owner: unknown = transport;
    owner !== null && typeof owner === 'object';
    owner = Object.getPrototypeOf(owner)
  ) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, 'onmessage');
    if (descriptor !== undefined) return descriptor.set === undefined ? undefined : descriptor;
  }
  return undefined;
}
