-- What people ask. Figures are those of the ledger: sums of bookings, published only where enough is known.

CREATE INDEX session_hours_session ON session_hours (session_id);

CREATE VIEW session_figures AS
WITH books AS (
  SELECT session_id,
    coalesce(sum(tokens) FILTER (WHERE share = 'meaningful'), 0) AS meaningful,
    coalesce(sum(tokens) FILTER (WHERE side = 'use' AND share <> 'unclassified'), 0) AS classified,
    coalesce(sum(tokens) FILTER (WHERE side = 'use'), 0) AS used,
    coalesce(sum(tokens) FILTER (WHERE share IN ('truncated', 'undelivered', 'corrupted', 'evicted', 'compacted')), 0) AS lost,
    coalesce(sum(tokens) FILTER (WHERE share = 'delivered'), 0) AS delivered,
    coalesce(sum(tokens) FILTER (WHERE share = 'unobservable'), 0) AS unobservable,
    coalesce(sum(tokens) FILTER (WHERE side = 'supply'), 0) AS offered
  FROM ledger_bookings GROUP BY session_id
)
SELECT session_id, meaningful AS meaningful_tokens, classified AS classified_tokens, used AS used_tokens,
  lost AS lost_tokens, delivered AS delivered_tokens, offered AS offered_tokens,
  CASE WHEN classified * 2 >= used THEN meaningful / nullif(classified, 0) END AS efficiency,
  CASE WHEN (offered - unobservable) * 2 >= offered THEN lost / nullif(lost + delivered, 0) END AS loss
FROM books;
COMMENT ON VIEW session_figures IS 'Efficiency and loss by session, as the ledger has them: ratios of sums, nothing where less than half could be known.';
COMMENT ON COLUMN session_figures.session_id IS 'Session whose books they are.';
COMMENT ON COLUMN session_figures.meaningful_tokens IS 'Input tokens that nothing shows to be wasted.';
COMMENT ON COLUMN session_figures.classified_tokens IS 'Tokens of the use side of which the class is known: the denominator of the efficiency.';
COMMENT ON COLUMN session_figures.used_tokens IS 'All tokens of the use side.';
COMMENT ON COLUMN session_figures.lost_tokens IS 'Offered tokens that were lost.';
COMMENT ON COLUMN session_figures.delivered_tokens IS 'Offered tokens that models had in their last request; with the lost ones the denominator of the loss.';
COMMENT ON COLUMN session_figures.offered_tokens IS 'All tokens of the supply side.';
COMMENT ON COLUMN session_figures.efficiency IS 'Part of the input that is not provably waste, 0 to 1.';
COMMENT ON COLUMN session_figures.loss IS 'Part of what was offered that was lost, 0 to 1.';

CREATE VIEW sessions AS
SELECT session_id, side, min(hour) AS first_hour, max(hour) AS last_hour,
  sum(tool_ok) AS tool_ok, sum(tool_failed) AS tool_failed, sum(tool_other) AS tool_other,
  sum(tool_ok) / nullif(sum(tool_ok + tool_failed), 0) AS tool_success,
  sum(model_calls) AS model_calls,
  sum(tool_ok + tool_failed + tool_other + model_calls + other_calls) AS calls,
  sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
  sum(cost_nano_usd) / 1e9 AS cost_usd, sum(security_events) AS security_events,
  efficiency, loss
FROM session_hours LEFT JOIN session_figures USING (session_id)
GROUP BY session_id, side, efficiency, loss;
COMMENT ON VIEW sessions IS 'Sessions with their calls, cost and figures: one row per session and side. The two sides are never added.';
COMMENT ON COLUMN sessions.session_id IS 'Session that the spans name.';
COMMENT ON COLUMN sessions.side IS '`client` or `server`.';
COMMENT ON COLUMN sessions.first_hour IS 'Hour of its first call.';
COMMENT ON COLUMN sessions.last_hour IS 'Hour of its last call.';
COMMENT ON COLUMN sessions.tool_ok IS 'Tool calls that succeeded.';
COMMENT ON COLUMN sessions.tool_failed IS 'Tool calls that failed.';
COMMENT ON COLUMN sessions.tool_other IS 'Tool calls that say nothing about success.';
COMMENT ON COLUMN sessions.tool_success IS 'Part of the tool calls that succeeded, 0 to 1; nothing where there were none.';
COMMENT ON COLUMN sessions.model_calls IS 'Calls of models.';
COMMENT ON COLUMN sessions.calls IS 'Calls of models, tools, resources and prompts.';
COMMENT ON COLUMN sessions.input_tokens IS 'Input tokens of the calls of models.';
COMMENT ON COLUMN sessions.output_tokens IS 'Output tokens of the calls of models.';
COMMENT ON COLUMN sessions.cost_usd IS 'Price of the calls whose price is known, in USD.';
COMMENT ON COLUMN sessions.security_events IS 'Calls that were refused.';
COMMENT ON COLUMN sessions.efficiency IS 'Part of the input that is not provably waste, 0 to 1.';
COMMENT ON COLUMN sessions.loss IS 'Part of what was offered that was lost, 0 to 1.';

CREATE VIEW calls_never_returned AS
SELECT encode(o.trace_id, 'hex') AS trace_id, encode(o.span_id, 'hex') AS span_id, o.start_time, o.name, o.service,
  o.session_id, o.tool, o.model, now() - o.start_time AS age
FROM open_calls o
WHERE NOT EXISTS (SELECT FROM spans s WHERE s.trace_id = o.trace_id AND s.span_id = o.span_id);
COMMENT ON VIEW calls_never_returned IS 'Calls that were told to be open and of which no span has come.';
COMMENT ON COLUMN calls_never_returned.trace_id IS 'Trace of the call, in hexadecimal.';
COMMENT ON COLUMN calls_never_returned.span_id IS 'Span of the call, in hexadecimal.';
COMMENT ON COLUMN calls_never_returned.start_time IS 'When it began.';
COMMENT ON COLUMN calls_never_returned.name IS 'Name of the span as it began.';
COMMENT ON COLUMN calls_never_returned.service IS 'Service that made or got the call.';
COMMENT ON COLUMN calls_never_returned.session_id IS 'Session that it belongs to, where that was known.';
COMMENT ON COLUMN calls_never_returned.tool IS 'Tool that is called.';
COMMENT ON COLUMN calls_never_returned.model IS 'Model that is asked.';
COMMENT ON COLUMN calls_never_returned.age IS 'How long ago it began.';
