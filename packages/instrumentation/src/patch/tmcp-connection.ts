import { ownValue, slot } from '@mcp-otel/core';
import type { Transport } from '../protocol/protocol-class.ts';
import type { TransportKind } from '../protocol/transport-kind.ts';
import { Connection } from '../seam/connection.ts';

/** Sessions of one server that are kept; the one that was opened first is forgotten. */
const MAX_SESSIONS = 10_000;

/** A session, and what stands for its transport so that both live equally long. */
interface TmcpSession {
  readonly connection: Connection;
  readonly transport: Transport;
}

const sessions = (): WeakMap<object, Map<unknown, TmcpSession>> =>
  slot('tmcp-sessions', () => new WeakMap<object, Map<unknown, TmcpSession>>());

/** One tmcp server serves all sessions of all transports. The one that the context names; without one, the server's own. */
export function tmcpConnection(server: object, ctx: unknown): Connection {
  const ofServer = sessions().get(server) ?? new Map<unknown, TmcpSession>();
  sessions().set(server, ofServer);
  const id = ownValue(ctx, 'sessionId');
  const key = id ?? ownValue(ctx, 'subscriptionOrigin') ?? server;
  const session = ofServer.get(key) ?? open(kindOf(ctx), id);
  // Without a session each HTTP request is a connection of its own, and lives as long as its calls.
  if (kindOf(ctx) === 'http' && id === undefined) return keepAlive(session);
  ofServer.set(key, session);
  const oldest = ofServer.keys().next();
  if (ofServer.size > MAX_SESSIONS && !oldest.done) ofServer.delete(oldest.value);
  return session.connection;
}

/** The transport must live as long as the connection that looks at it. */
function keepAlive({ connection, transport }: TmcpSession): Connection {
  transports.set(connection, transport);
  return connection;
}

const transports = new WeakMap<Connection, Transport>();

function open(kind: TransportKind, sessionId: unknown): TmcpSession {
  const transport: Transport = { send: () => undefined, sessionId };
  const connection = new Connection(transport, kind);
  connection.role = 'server';
  connection.hasNoEnd = true;
  return { connection, transport };
}

/** Only its HTTP transport has a signal; of the others only the one over stdio has no session. */
function kindOf(ctx: unknown): TransportKind {
  if (ownValue(ctx, 'signal') !== undefined) return 'http';
  if (ownValue(ctx, 'sessionId') !== undefined) return 'memory';
  return ownValue(ctx, 'subscriptionOrigin') === undefined ? 'unknown' : 'stdio';
}
