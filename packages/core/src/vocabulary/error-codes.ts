/** One JSON-RPC error code that MCP peers answer with. */
export interface ErrorCodeRow {
  readonly name: string;
  /** False when the code tells of the caller's mistake, which is no failure of the server (MCP convention, PR 404). */
  readonly failsServer: boolean;
}

/** JSON-RPC 2.0 and MCP 2024-11-05 to 2026-07-28. A code that is not listed fails both sides. */
export const errorCodes = {
  '-32700': { name: 'ParseError', failsServer: false },
  '-32600': { name: 'InvalidRequest', failsServer: false },
  '-32601': { name: 'MethodNotFound', failsServer: false },
  '-32602': { name: 'InvalidParams', failsServer: false },
  '-32603': { name: 'InternalError', failsServer: true },
  '-32000': { name: 'ServerError', failsServer: true },
  '-32001': { name: 'RequestTimeout', failsServer: true },
  '-32002': { name: 'ResourceNotFound', failsServer: false },
  '-32020': { name: 'HeaderMismatch', failsServer: true },
  '-32021': { name: 'MissingRequiredClientCapability', failsServer: true },
  '-32022': { name: 'UnsupportedProtocolVersion', failsServer: true },
  '-32042': { name: 'UrlElicitationRequired', failsServer: true },
} as const satisfies Record<string, ErrorCodeRow>;

const rows: ReadonlyMap<string, ErrorCodeRow> = new Map(Object.entries(errorCodes));

/** Whether an answer with this code counts as a failure on the given side. On the client every code does. */
export function failsOn(side: 'client' | 'server', code: number): boolean {
  return side === 'client' || (rows.get(String(code))?.failsServer ?? true);
}
