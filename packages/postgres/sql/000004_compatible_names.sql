-- Names that queries written for other tools know. docs/compatible-names.md says of each query what it gives, and why.

CREATE VIEW mcp_traces AS
SELECT encode(trace_id, 'hex') AS trace_id,
  encode(span_id, 'hex') AS span_id,
  encode(parent_span_id, 'hex') AS parent_span_id,
  service, model, tool AS tool_name, start_time,
  start_time + make_interval(secs => duration_ns / 1e9) AS end_time,
  input_tokens AS prompt_tokens,
  output_tokens AS completion_tokens,
  cost_nano_usd / 1e9 AS cost_usd,
  coalesce(retries, 0) AS retries,
  coalesce(fallback_used, false) AS fallback_used,
  confidence, risk_tier, prompt_template_id, prompt_hash, normalized_prompt_hash, prompt_size_chars, is_shadow,
  shadow_parent_trace_id,
  coalesce(gate_blocked, false) AS gate_blocked,
  fallback_type, fallback_reason
FROM spans;
COMMENT ON VIEW mcp_traces IS 'Every span under the names of mcp-observatory. Ids are hexadecimal: ask the table of spans for one trace, that has an index.';
COMMENT ON COLUMN mcp_traces.trace_id IS 'Id of the trace, 32 hexadecimal digits.';
COMMENT ON COLUMN mcp_traces.span_id IS 'Id of the span, 16 hexadecimal digits.';
COMMENT ON COLUMN mcp_traces.parent_span_id IS 'Span that this one is part of.';
COMMENT ON COLUMN mcp_traces.service IS 'Service that the span comes from.';
COMMENT ON COLUMN mcp_traces.model IS 'Model that answered, or else the one that was asked.';
COMMENT ON COLUMN mcp_traces.tool_name IS 'Tool that was called.';
COMMENT ON COLUMN mcp_traces.start_time IS 'When it began.';
COMMENT ON COLUMN mcp_traces.end_time IS 'When it ended.';
COMMENT ON COLUMN mcp_traces.prompt_tokens IS 'All input tokens.';
COMMENT ON COLUMN mcp_traces.completion_tokens IS 'All output tokens.';
COMMENT ON COLUMN mcp_traces.cost_usd IS 'Price of the call in USD; nothing when unknown.';
COMMENT ON COLUMN mcp_traces.retries IS 'Tries that came before, 0 where nobody said.';
COMMENT ON COLUMN mcp_traces.fallback_used IS 'Whether a fallback answered, false where nobody said.';
COMMENT ON COLUMN mcp_traces.confidence IS 'Confidence in the answer, 0 to 1, as stated.';
COMMENT ON COLUMN mcp_traces.risk_tier IS 'Risk class of the call.';
COMMENT ON COLUMN mcp_traces.prompt_template_id IS 'Template and version of the prompt.';
COMMENT ON COLUMN mcp_traces.prompt_hash IS 'Digest of the whole prompt, exactly.';
COMMENT ON COLUMN mcp_traces.normalized_prompt_hash IS 'Digest of the whole prompt without ids, times and numbers.';
COMMENT ON COLUMN mcp_traces.prompt_size_chars IS 'Length of the whole prompt.';
COMMENT ON COLUMN mcp_traces.is_shadow IS 'True on traffic that only compares.';
COMMENT ON COLUMN mcp_traces.shadow_parent_trace_id IS 'Trace of the call that a shadow call is compared with.';
COMMENT ON COLUMN mcp_traces.gate_blocked IS 'Whether a gate kept the answer back, false where nobody said.';
COMMENT ON COLUMN mcp_traces.fallback_type IS 'Kind of the fallback.';
COMMENT ON COLUMN mcp_traces.fallback_reason IS 'Why there was a fallback.';

-- One row per tool call that counts for success; a session without any has one row per call of a model. So the mean over the
-- rows of a session is the ratio of its sums, for all three ratios at once: efficiency and loss are the same in every row,
-- and success is 1 or 0 in rows that are all of its denominator. Tokens are numeric, so nothing is divided in whole numbers.
CREATE VIEW mcp_logs AS
WITH counted AS (
  SELECT s.session_id, s.user_id, s.start_time, s.call, s.kind, s.outcome, s.tool, s.model,
    bool_or(s.call = 'tool') OVER (PARTITION BY s.session_id) AS has_tools
  FROM spans s
  WHERE s.session_id IS NOT NULL
    AND (s.call = 'model'
      OR s.call = 'tool' AND s.outcome IN ('ok', 'tool_error', 'protocol_error', 'transport_error', 'timeout')
        -- The server tells of the same call as its client, and only where there is none it is the one to believe.
        AND (s.kind = 3 OR NOT EXISTS (
          SELECT FROM spans p
          WHERE p.trace_id = s.trace_id AND p.span_id = s.parent_span_id AND p.call = 'tool' AND p.kind = 3)))
), logged AS (
  SELECT c.*, count(*) OVER (PARTITION BY c.session_id) AS share
  FROM counted c
  WHERE c.call = 'tool' OR NOT c.has_tools
)
SELECT session_id, l.user_id, l.start_time AS timestamp,
  nullif(f.classified_tokens, 0) / l.share AS total_tokens,
  f.efficiency * nullif(f.classified_tokens, 0) / l.share AS meaningful_tokens,
  f.loss * nullif(f.classified_tokens, 0) / l.share AS lost_tokens,
  CASE WHEN l.call = 'tool' THEN l.outcome = 'ok' END AS tool_success,
  v.calls AS api_calls,
  f.efficiency * 100 AS token_efficiency,
  f.loss * 100 AS context_loss_rate,
  f.loss <= 0.02 AS context_valid,
  jsonb_strip_nulls(jsonb_build_object('tool', l.tool, 'model', l.model, 'outcome', l.outcome)) AS audit_metadata
FROM logged l
LEFT JOIN session_figures f USING (session_id)
LEFT JOIN (SELECT session_id, max(calls) AS calls FROM sessions GROUP BY session_id) v USING (session_id);
COMMENT ON VIEW mcp_logs IS 'One row per tool call that counts for success, or per call of a model in a session without any; ratios are those of the session.';
COMMENT ON COLUMN mcp_logs.session_id IS 'Session of the call.';
COMMENT ON COLUMN mcp_logs.user_id IS 'Subject on whose behalf the call was made.';
COMMENT ON COLUMN mcp_logs.timestamp IS 'When it began.';
COMMENT ON COLUMN mcp_logs.total_tokens IS 'Tokens of the session of which the class is known, in equal shares for its rows.';
COMMENT ON COLUMN mcp_logs.meaningful_tokens IS 'The same share of those that nothing shows to be wasted.';
COMMENT ON COLUMN mcp_logs.lost_tokens IS 'Loss of the session times `total_tokens`, because the loss has a denominator of its own.';
COMMENT ON COLUMN mcp_logs.tool_success IS 'Whether the tool call succeeded; nothing on a call of a model.';
COMMENT ON COLUMN mcp_logs.api_calls IS 'Calls of the session, of every kind.';
COMMENT ON COLUMN mcp_logs.token_efficiency IS 'Efficiency of the session in percent.';
COMMENT ON COLUMN mcp_logs.context_loss_rate IS 'Loss of the session in percent.';
COMMENT ON COLUMN mcp_logs.context_valid IS 'Whether the loss keeps to 2 %; nothing where it is not known.';
COMMENT ON COLUMN mcp_logs.audit_metadata IS 'Tool or model of the call, and how it ended.';

CREATE VIEW mcp_audit_logs AS
SELECT hashtextextended(s.session_id || ' ' || s.side, 0) AS id, s.session_id,
  (SELECT max(p.user_id) FROM spans p WHERE p.session_id = s.session_id) AS user_id,
  s.first_hour AS timestamp,
  s.loss <= 0.02 AS context_valid,
  jsonb_strip_nulls(jsonb_build_object('side', s.side, 'calls', s.calls, 'tool_ok', s.tool_ok, 'tool_failed', s.tool_failed,
    'tool_other', s.tool_other, 'security_events', s.security_events, 'efficiency', s.efficiency, 'loss', s.loss,
    'cost_usd', s.cost_usd)) AS audit_metadata
FROM sessions s;
COMMENT ON VIEW mcp_audit_logs IS 'One row per session and side: who, when, whether the context was whole, and what came of it.';
COMMENT ON COLUMN mcp_audit_logs.id IS 'Number made from session and side.';
COMMENT ON COLUMN mcp_audit_logs.session_id IS 'The session.';
COMMENT ON COLUMN mcp_audit_logs.user_id IS 'Subject on whose behalf it was, where one is known.';
COMMENT ON COLUMN mcp_audit_logs.timestamp IS 'Hour of its first call.';
COMMENT ON COLUMN mcp_audit_logs.context_valid IS 'Whether the loss keeps to 2 %; nothing where it is not known.';
COMMENT ON COLUMN mcp_audit_logs.audit_metadata IS 'Calls by outcome, refusals, efficiency, loss and cost.';
