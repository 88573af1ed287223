import { isRequest } from '../protocol/messages.ts';
import { isTransport, type InboundExtra, type ProtocolObject, type Transport } from '../protocol/protocol-class.ts';
import type { Connection } from '../seam/connection.ts';
import { requestReceived } from '../seam/inbound.ts';
import type { Seam } from '../seam/seam.ts';
import { withContext } from '../telemetry/live-globals.ts';
import { isOnStack, running } from './on-stack.ts';
import { connectionOf, currentDelivery } from './patch-transport.ts';
import type { Call } from '../wrap/replace-method.ts';

/** A method that handles a received request: its handler runs below the server span. */
export function onRequest(seam: Seam, { self, args: [request, extra], proceed }: Call): unknown {
  const context = seam.breaker.run('request', () => {
    const connection = connectionFor(seam, self);
    if (connection === undefined || !isRequest(request) || isOnStack(request)) return undefined;
    return requestReceived(seam, connection, request, extra as InboundExtra | undefined);
  });
  return context === undefined ? proceed() : withContext(context, () => running(request, proceed));
}

/** One protocol object of SDK v1 may serve many transports; the one that delivers right now is meant. */
export function connectionFor(seam: Seam, self: unknown): Connection | undefined {
  const delivery = currentDelivery();
  if (delivery !== undefined) return delivery.connection;
  const transport = transportOf(self);
  return transport === undefined ? undefined : connectionOf(seam, transport);
}

/** The transport that a protocol object or client is connected to now. */
export function transportOf(self: unknown): Transport | undefined {
  const { _transport, transport } = self as ProtocolObject;
  const candidate = _transport ?? transport;
  return isTransport(candidate) ? candidate : undefined;
}
