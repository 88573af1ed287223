/** How two peers are connected, as `network.transport` and `network.protocol.name` want to know it. */
export type TransportKind = 'stdio' | 'http' | 'memory' | 'unknown';

const marks: readonly (readonly [property: string, kind: TransportKind])[] = [
  ['_serverParams', 'stdio'], // client, v1 and v2
  ['_stdin', 'stdio'], // server, v1 and v2
  ['_wire', 'stdio'], // v2 serveStdio: a channel in front of the transport
  ['_otherTransport', 'memory'],
  ['handleRequest', 'http'], // Streamable HTTP server
  ['handleMessage', 'http'], // SSE server, and the v2 transport of a single exchange
  ['serverParams', 'stdio'], // @ai-sdk/mcp
  ['inboundReconnectAttempts', 'http'], // @ai-sdk/mcp, Streamable HTTP
  ['_url', 'http'], // Streamable HTTP and SSE client
];

/** Tells a transport by its shape: class names do not survive minification, and users wrap transports in their own. */
export function transportKind(transport: object): TransportKind {
  return marks.find(([property]) => property in transport)?.[1] ?? 'unknown';
}

/** True when the peer owns this process or shares it, so that one run of the process is one session. */
export function peerOwnsProcess(kind: TransportKind): boolean {
  return kind === 'stdio' || kind === 'memory';
}
