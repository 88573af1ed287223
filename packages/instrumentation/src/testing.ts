export type { ExpectedCall } from './testing/expect-call.ts';
export { recordMcp, type McpRecording } from './testing/record-mcp.ts';
export type { RecordedMcpSpan } from './testing/recorded-span.ts';
