/** Who may send a message: the client, the server, or either. */
export type Direction = 'client' | 'server' | 'both';

/** The two wire eras of MCP: up to 2025-11-25 (sessions, server requests) and from 2026-07-28 (neither). */
export type Era = 'legacy' | 'modern';

/** What is known of one method of the protocol. */
export interface MethodRow {
  readonly kind: 'request' | 'notification';
  readonly sentBy: Direction;
  readonly eras: readonly Era[];
  /** First revision of the protocol that has it; absent when it was there from the start. */
  readonly since?: string;
  /** Sent often enough that a span each would drown the trace: counted always, a span only on request. */
  readonly highVolume?: true;
  /** Parameter that names what the call is about; becomes the second word of the span name. */
  readonly target?: 'tool' | 'prompt';
  /** `params.uri` names a resource. */
  readonly uri?: true;
  /** An extension of the protocol, not its core. */
  readonly extension?: true;
}

const both = ['legacy', 'modern'] as const;
const legacy = ['legacy'] as const;
const modern = ['modern'] as const;

/** Every method that the protocol and its known extensions define (MCP 2024-10-07 to 2026-07-28). */
export const methods = {
  initialize: { kind: 'request', sentBy: 'client', eras: legacy },
  ping: { kind: 'request', sentBy: 'both', eras: legacy },
  'server/discover': { kind: 'request', sentBy: 'client', eras: modern, since: '2026-07-28' },
  'tools/list': { kind: 'request', sentBy: 'client', eras: both },
  'tools/call': { kind: 'request', sentBy: 'client', eras: both, target: 'tool' },
  'prompts/list': { kind: 'request', sentBy: 'client', eras: both },
  'prompts/get': { kind: 'request', sentBy: 'client', eras: both, target: 'prompt' },
  'resources/list': { kind: 'request', sentBy: 'client', eras: both },
  'resources/templates/list': { kind: 'request', sentBy: 'client', eras: both },
  'resources/read': { kind: 'request', sentBy: 'client', eras: both, uri: true },
  'resources/subscribe': { kind: 'request', sentBy: 'client', eras: legacy, uri: true },
  'resources/unsubscribe': { kind: 'request', sentBy: 'client', eras: legacy, uri: true },
  'completion/complete': { kind: 'request', sentBy: 'client', eras: both },
  'logging/setLevel': { kind: 'request', sentBy: 'client', eras: legacy },
  'subscriptions/listen': { kind: 'request', sentBy: 'client', eras: modern, since: '2026-07-28' },
  'sampling/createMessage': { kind: 'request', sentBy: 'server', eras: legacy },
  'elicitation/create': { kind: 'request', sentBy: 'server', eras: legacy, since: '2025-06-18' },
  'roots/list': { kind: 'request', sentBy: 'server', eras: legacy },
  'tasks/get': { kind: 'request', sentBy: 'both', eras: both, since: '2025-11-25' },
  'tasks/result': { kind: 'request', sentBy: 'both', eras: legacy, since: '2025-11-25' },
  'tasks/list': { kind: 'request', sentBy: 'both', eras: legacy, since: '2025-11-25' },
  'tasks/cancel': { kind: 'request', sentBy: 'both', eras: both, since: '2025-11-25' },
  'skills/list': { kind: 'request', sentBy: 'client', eras: both, extension: true },
  'skills/get': { kind: 'request', sentBy: 'client', eras: both, extension: true },
  'resources/directory/read': { kind: 'request', sentBy: 'client', eras: both, uri: true, extension: true },
  'events/list': { kind: 'request', sentBy: 'client', eras: both, extension: true },
  'events/subscribe': { kind: 'request', sentBy: 'client', eras: both, extension: true },
  'events/unsubscribe': { kind: 'request', sentBy: 'client', eras: both, extension: true },
  'notifications/cancelled': { kind: 'notification', sentBy: 'both', eras: both },
  'notifications/progress': { kind: 'notification', sentBy: 'both', eras: both, highVolume: true },
  'notifications/initialized': { kind: 'notification', sentBy: 'client', eras: legacy },
  'notifications/roots/list_changed': { kind: 'notification', sentBy: 'client', eras: legacy },
  'notifications/message': { kind: 'notification', sentBy: 'server', eras: both, highVolume: true },
  'notifications/resources/updated': {
    kind: 'notification',
    sentBy: 'server',
    eras: both,
    uri: true,
    highVolume: true,
  },
  'notifications/resources/list_changed': { kind: 'notification', sentBy: 'server', eras: both },
  'notifications/tools/list_changed': { kind: 'notification', sentBy: 'server', eras: both },
  'notifications/prompts/list_changed': { kind: 'notification', sentBy: 'server', eras: both },
  'notifications/tasks/status': { kind: 'notification', sentBy: 'both', eras: legacy, since: '2025-11-25' },
  'notifications/elicitation/complete': { kind: 'notification', sentBy: 'server', eras: legacy, since: '2025-11-25' },
  'notifications/subscriptions/acknowledged': {
    kind: 'notification',
    sentBy: 'server',
    eras: modern,
    since: '2026-07-28',
  },
} as const satisfies Record<string, MethodRow>;

/** Name of a known method. */
export type MethodName = keyof typeof methods;

const rows: ReadonlyMap<string, MethodRow> = new Map(Object.entries(methods));

/** The row of a method, or undefined for one that the protocol does not define. */
export function methodRow(method: string): MethodRow | undefined {
  return rows.get(method);
}
