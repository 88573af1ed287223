import { attributes, own, semconv, type AttributeKey } from '@mcp-otel/core';

/** One column of the table of spans. */
export interface SpanColumn {
  readonly type: 'bytea' | 'text' | 'int2' | 'int8' | 'float8' | 'bool' | 'timestamptz' | 'jsonb';
  readonly required?: true;
  /** Attributes that the value is taken from: the first that the span has. */
  readonly from?: readonly AttributeKey[];
  readonly brief: string;
}

/**
 * The columns of the table of spans, in their order. Its comments, its documentation and what is written into it are
 * derived from this table; the migration that makes it is held to it by a test.
 */
export const spanColumns = {
  trace_id: required('bytea', 'Id of the trace, 16 bytes.'),
  span_id: required('bytea', 'Id of the span, 8 bytes.'),
  parent_span_id: optional('bytea', 'Span that this one is part of.'),
  start_time: required('timestamptz', 'When it began, in whole microseconds.'),
  start_ns: required('int2', 'Nanoseconds to add to that, 0 to 999.'),
  duration_ns: required('int8', 'How long it took, in nanoseconds.'),
  name: required('text', 'Name of the span.'),
  kind: required('int2', '1 internal, 2 server, 3 client, 4 producer, 5 consumer.'),
  status: required('int2', '0 unset, 1 ok, 2 error.'),
  status_message: optional('text', 'What was said of the error.'),
  service: required('text', 'Service that the span comes from.'),
  scope: optional('text', 'Instrumentation that has made it.'),
  resource_id: required('int8', 'Process that it comes from; see `resources`.'),
  tenant: taken('text', own.ATTR_TENANT_ID),
  call: optional(
    'text',
    'What the span counts as: `model`, `tool`, `resource` or `prompt`. Nothing where another span tells of the same call, and for shadow traffic.',
  ),
  session_id: taken('text', own.ATTR_SESSION_ID),
  session_source: taken('text', own.ATTR_SESSION_SOURCE),
  user_id: taken('text', semconv.ATTR_USER_ID),
  agent: taken('text', semconv.ATTR_GEN_AI_AGENT_NAME),
  mcp_method: taken('text', semconv.ATTR_MCP_METHOD_NAME),
  mcp_session_id: taken('text', semconv.ATTR_MCP_SESSION_ID),
  tool: taken('text', semconv.ATTR_GEN_AI_TOOL_NAME),
  server: taken('text', 'server.address'),
  operation: taken('text', semconv.ATTR_GEN_AI_OPERATION_NAME),
  provider: taken('text', semconv.ATTR_GEN_AI_PROVIDER_NAME),
  model: {
    type: 'text',
    from: [semconv.ATTR_GEN_AI_RESPONSE_MODEL, semconv.ATTR_GEN_AI_REQUEST_MODEL],
    brief: 'Model that answered, or else the one that was asked.',
  },
  outcome: taken('text', own.ATTR_OUTCOME),
  error_type: taken('text', 'error.type'),
  security_event: taken('text', own.ATTR_SECURITY_EVENT),
  input_tokens: taken('int8', semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS),
  output_tokens: taken('int8', semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS),
  tokens_source: taken('text', own.ATTR_TOKENS_SOURCE),
  cost_nano_usd: {
    type: 'int8',
    from: [own.ATTR_COST_USD],
    brief: 'Price of the call in nano-USD; nothing when unknown.',
  },
  prompt_template_id: taken('text', own.ATTR_PROMPT_TEMPLATE_ID),
  prompt_hash: taken('text', own.ATTR_PROMPT_HASH),
  normalized_prompt_hash: taken('text', own.ATTR_PROMPT_NORMALIZED_HASH),
  prompt_size_chars: taken('int8', own.ATTR_PROMPT_SIZE_CHARS),
  tool_arguments_hash: taken('text', own.ATTR_TOOL_ARGUMENTS_HASH),
  risk_tier: taken('text', own.ATTR_RISK_TIER),
  confidence: taken('float8', own.ATTR_CONFIDENCE),
  gate_blocked: taken('bool', own.ATTR_GATE_BLOCKED),
  fallback_used: taken('bool', own.ATTR_FALLBACK_USED),
  fallback_type: taken('text', own.ATTR_FALLBACK_TYPE),
  fallback_reason: taken('text', own.ATTR_FALLBACK_REASON),
  is_shadow: { ...taken('bool', own.ATTR_SHADOW), required: true },
  shadow_parent_trace_id: taken('text', own.ATTR_SHADOW_PARENT_TRACE_ID),
  retries: taken('int8', own.ATTR_RETRIES),
  duplicate_of: taken('text', own.ATTR_DUPLICATE_OF),
  writer: required('int8', 'Who has stored it; see `batches`.'),
  seq: required('int8', 'Batch that it came in.'),
  attributes: required('jsonb', 'All attributes, those with a column of their own included.'),
  events: optional('jsonb', 'Events of the span: name, time in nanoseconds since 1970, attributes.'),
  links: optional('jsonb', 'Links to other spans: ids, attributes.'),
} as const satisfies Record<string, SpanColumn>;

function required(type: SpanColumn['type'], brief: string): SpanColumn {
  return { type, required: true, brief };
}

function optional(type: SpanColumn['type'], brief: string): SpanColumn {
  return { type, brief };
}

/** A column that repeats an attribute, so that it can be asked for without reading JSON. */
function taken(type: SpanColumn['type'], attribute: AttributeKey): SpanColumn {
  return { type, from: [attribute], brief: attributes[attribute].brief };
}
