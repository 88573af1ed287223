/** Names that mcp-otel defines itself because no convention does; all of them live under `mcp_otel.`. */

export const ATTR_OUTCOME = 'mcp_otel.outcome';
export const ATTR_SESSION_ID = 'mcp_otel.session.id';
export const ATTR_SESSION_SOURCE = 'mcp_otel.session.source';
export const ATTR_IDENTITY_SOURCE = 'mcp_otel.identity.source';
export const ATTR_PARENT_SOURCE = 'mcp_otel.parent.source';
export const ATTR_PAYLOAD_BYTES_IN = 'mcp_otel.payload.bytes.in';
export const ATTR_PAYLOAD_BYTES_OUT = 'mcp_otel.payload.bytes.out';
export const ATTR_TOOLS_COUNT = 'mcp_otel.tools.count';
export const ATTR_TOOLS_DEFINITION_HASHES = 'mcp_otel.tools.definition_hashes';
export const ATTR_TOOL_DEFINITION_HASH = 'mcp_otel.tool.definition_hash';
export const ATTR_RESULT_TYPE = 'mcp_otel.result_type';
export const ATTR_TASK_ID = 'mcp_otel.task.id';
export const ATTR_RESUMED = 'mcp_otel.resumed';
export const ATTR_TRUNCATED = 'mcp_otel.truncated';

export const ATTR_SIDE = 'mcp_otel.side';
export const ATTR_LANE = 'mcp_otel.lane';
export const ATTR_STATE = 'mcp_otel.state';
export const ATTR_PLACE = 'mcp_otel.place';
export const ATTR_REASON = 'mcp_otel.reason';

export const METRIC_CALLS = 'mcp_otel.calls';
export const METRIC_CALLS_IN_FLIGHT = 'mcp_otel.calls.in_flight';
export const METRIC_SESSIONS_ACTIVE = 'mcp_otel.sessions.active';
export const METRIC_TELEMETRY_SPANS = 'mcp_otel.telemetry.spans';
export const METRIC_TELEMETRY_SPANS_PENDING = 'mcp_otel.telemetry.spans.pending';
