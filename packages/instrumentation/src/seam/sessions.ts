import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { semconv, slot, type CallEnd } from '@mcp-otel/core';
import { member, type Message } from '../protocol/messages.ts';
import type { Connection, OpenCall } from './connection.ts';
import { connectionLabels, transportLabels } from './describe.ts';
import type { Seam } from './seam.ts';
import { settleAll, settleEverything } from './settle.ts';

const closed: CallEnd = { abandoned: 'closed', message: 'Connection closed' };

/** Open sessions that are kept; the one opened first is given up. */
const MAX_SESSIONS = 10_000;

/** Connections with an open session, so that the end of the process can end them too. */
const openConnections = (): Set<Connection> => slot('open-connections', () => new Set<Connection>());

/**
 * The handshake is done: from here on the connection is a session. MCP 2026-07-28 has none and never comes here.
 *
 * @param handshake which began before its outcome was known; a session whose handshake does not count counts neither
 */
export function sessionBegan(seam: Seam, connection: Connection, handshake: OpenCall, answer: Message): void {
  connection.learnVersion(member(answer, 'result', 'protocolVersion'));
  const { protocolVersion, sessionId } = connection;
  handshake.span?.write({
    ...(protocolVersion !== undefined && { [semconv.ATTR_MCP_PROTOCOL_VERSION]: protocolVersion }),
    ...(sessionId !== undefined && { [semconv.ATTR_MCP_SESSION_ID]: sessionId }),
  });
  const serverWithoutState = connection.role === 'server' && connection.kind === 'http' && !connection.sessionId;
  const uncounted = handshake.uncounted === true || connection.hasNoEnd;
  if (uncounted || connection.openedMs !== undefined || answer.result === undefined || serverWithoutState) return;
  connection.openedMs = seam.now();
  openConnections().add(connection);
  endForgotten(seam);
  seam.telemetry.recorder()?.sessionOpened(connection.role ?? 'client', transportLabels(connection));
}

/** A server whose clients vanish without a word must not keep their sessions for ever. */
function endForgotten(seam: Seam): void {
  const connections = openConnections();
  const oldest = connections.values().next();
  if (connections.size > MAX_SESSIONS && !oldest.done) sessionEnded(seam, oldest.value, undefined);
}

/** The connection is gone: what is still open on it ends now. */
export function connectionClosed(seam: Seam, connection: Connection): void {
  const waiting = connection.outbound.takeAll();
  settleAll(seam, connection, waiting, closed);
  // Closing the stream is how a caller cancels over HTTP since 2026-07-28, where every exchange is a connection.
  const perExchange = connection.kind === 'http' && connection.openedMs === undefined;
  settleAll(seam, connection, connection.inbound.takeAll(), perExchange ? { abandoned: 'cancelled' } : closed);
  // A session that was done with has no call waiting.
  sessionEnded(seam, connection, waiting.length > 0 ? 'connection_closed' : undefined);
}

/** The process ends: calls without an answer will never have one, and sessions are over, without an error. */
export function processEnds(seam: Seam): void {
  settleEverything(seam, closed);
  seam.sessions.endAll();
  for (const connection of openConnections()) sessionEnded(seam, connection, undefined);
}

function sessionEnded(seam: Seam, connection: Connection, errorType: string | undefined): void {
  const { openedMs, role = 'client' } = connection;
  if (openedMs === undefined) return;
  connection.openedMs = undefined;
  openConnections().delete(connection);
  const recorder = seam.telemetry.recorder();
  recorder?.sessionClosed(role, transportLabels(connection));
  recorder?.sessionEnded({
    side: role,
    seconds: (seam.now() - openedMs) / 1000,
    labels: {
      ...connectionLabels(connection, role === 'client'),
      ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }),
    },
  });
}
