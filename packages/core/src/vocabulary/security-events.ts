/** One kind of refusal, and how it is recognised on the wire. */
export interface SecurityEventRow {
  /** Status of an HTTP answer that carries no MCP answer. */
  readonly httpStatus: readonly number[];
  /** `error.code` of a JSON-RPC answer. */
  readonly errorCodes: readonly number[];
  /** Name of the event in an audit log. */
  readonly auditEvent: `mcp_${string}`;
  readonly brief: string;
}

/**
 * Security events. MCP 2026-07-28 reserves -32020 to -32099 for itself and asks for codes of one's own outside of JSON-RPC's
 * range, where servers repeat the HTTP status; -32029 is what ToolHive sent before. A code that means several things,
 * such as -32000, tells of none of them.
 */
export const securityEvents = {
  access_denied: {
    httpStatus: [401, 403],
    errorCodes: [401, 403],
    auditEvent: 'mcp_access_denied',
    brief: 'The caller is not known, or not allowed to do this.',
  },
  rate_limit: {
    httpStatus: [429],
    errorCodes: [429, -32_029],
    auditEvent: 'mcp_rate_limit',
    brief: 'The caller asks too often.',
  },
  budget_exceeded: {
    httpStatus: [],
    errorCodes: [],
    auditEvent: 'mcp_budget_exceeded',
    brief: 'The caller has spent its tokens or its money. No answer on the wire tells so in a way of its own.',
  },
} as const satisfies Record<string, SecurityEventRow>;

/** Type of a security event. */
export type SecurityEvent = keyof typeof securityEvents;

/** The event that an HTTP status tells of. */
export function eventOfStatus(status: number): SecurityEvent | undefined {
  return byStatus.get(status);
}

/** The event that a JSON-RPC error code tells of. */
export function eventOfCode(code: number): SecurityEvent | undefined {
  return byCode.get(code);
}

const byStatus = index('httpStatus');
const byCode = index('errorCodes');

function index(key: 'httpStatus' | 'errorCodes'): ReadonlyMap<number, SecurityEvent> {
  const rows = Object.entries(securityEvents) as [SecurityEvent, SecurityEventRow][];
  return new Map(rows.flatMap(([event, row]) => row[key].map((number) => [number, event] as const)));
}
