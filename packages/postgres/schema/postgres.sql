-- Generated from the migrations: psql -f postgres.sql makes the schema, and mcp-otel takes it for its own.
BEGIN;
CREATE SCHEMA IF NOT EXISTS "mcp_otel";
SET LOCAL search_path TO "mcp_otel", pg_temp;
CREATE TABLE IF NOT EXISTS migrations (
  id int4 PRIMARY KEY,
  name text NOT NULL,
  sha256 text NOT NULL,
  breaking bool NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE migrations IS 'Steps that have made this schema what it is.';
COMMENT ON COLUMN migrations.id IS 'Number of the step.';
COMMENT ON COLUMN migrations.name IS 'Name of the step.';
COMMENT ON COLUMN migrations.sha256 IS 'SHA-256 of its text.';
COMMENT ON COLUMN migrations.breaking IS 'Whether programs that do not know the step must not write here.';
COMMENT ON COLUMN migrations.applied_at IS 'When it was applied.';

INSERT INTO migrations (id, name, sha256, breaking) VALUES (1, 'store', '428fbd9eb7274925a7450e4d7c55d03cfcca9e7cd4f2bac265ba0a1def2c72ad', false);

-- Where every span of the audit lane is kept, exactly once. The unit of storing is the batch: its row, its spans and its
-- sums come in one transaction, so that a batch that was sent twice is found by its key and stored once.

CREATE TABLE settings (
  name text PRIMARY KEY,
  value text NOT NULL
);
COMMENT ON TABLE settings IS 'What was chosen for this schema.';
COMMENT ON COLUMN settings.name IS 'What is set: `partition`.';
COMMENT ON COLUMN settings.value IS 'What it is set to: `day`, `week` or `month`.';
INSERT INTO settings VALUES ('partition', 'day');

CREATE TABLE writers (
  writer int8 PRIMARY KEY,
  host text,
  first_seen timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE writers IS 'Who has stored batches: one row per spool folder.';
COMMENT ON COLUMN writers.writer IS 'Random number that the spool folder was given when it was made.';
COMMENT ON COLUMN writers.host IS 'Name of the machine that the folder is on.';
COMMENT ON COLUMN writers.first_seen IS 'When its first batch was stored.';

CREATE TABLE batches (
  writer int8 NOT NULL,
  seq int8 NOT NULL,
  spans int4 NOT NULL,
  min_start timestamptz,
  max_start timestamptz,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (writer, seq)
);
COMMENT ON TABLE batches IS 'What was stored in one transaction. A batch that is here is never stored again.';
COMMENT ON COLUMN batches.writer IS 'Who has stored it.';
COMMENT ON COLUMN batches.seq IS 'Number of the batch among those of its writer, from 1 on without a gap.';
COMMENT ON COLUMN batches.spans IS 'Spans in it.';
COMMENT ON COLUMN batches.min_start IS 'Start of its earliest span.';
COMMENT ON COLUMN batches.max_start IS 'Start of its latest span.';
COMMENT ON COLUMN batches.stored_at IS 'When it was stored, by the clock of the database.';

CREATE TABLE requests (
  digest bytea PRIMARY KEY,
  writer int8 NOT NULL,
  seq int8 NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE requests IS 'Request bodies whose spans are stored, so that a sender that repeats one adds nothing.';
COMMENT ON COLUMN requests.digest IS 'SHA-256 of the body.';
COMMENT ON COLUMN requests.writer IS 'Who has stored it.';
COMMENT ON COLUMN requests.seq IS 'Batch that it is in.';
COMMENT ON COLUMN requests.stored_at IS 'When it was stored.';

CREATE TABLE resources (
  resource_id int8 PRIMARY KEY,
  attributes jsonb NOT NULL,
  first_seen timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE resources IS 'Processes and services that spans come from.';
COMMENT ON COLUMN resources.resource_id IS 'First eight bytes of the SHA-256 of the attributes.';
COMMENT ON COLUMN resources.attributes IS 'Attributes of the resource.';
COMMENT ON COLUMN resources.first_seen IS 'When its first span was stored.';

-- No foreign keys, sequences, triggers or enums: what is not there costs nothing, and does not stand in the way of Citus.
CREATE TABLE spans (
  trace_id bytea NOT NULL,
  span_id bytea NOT NULL,
  parent_span_id bytea,
  start_time timestamptz NOT NULL,
  start_ns int2 NOT NULL,
  duration_ns int8 NOT NULL,
  name text NOT NULL,
  kind int2 NOT NULL,
  status int2 NOT NULL,
  status_message text,
  service text NOT NULL,
  scope text,
  resource_id int8 NOT NULL,
  tenant text,
  call text,
  session_id text,
  session_source text,
  user_id text,
  agent text,
  mcp_method text,
  mcp_session_id text,
  tool text,
  server text,
  operation text,
  provider text,
  model text,
  outcome text,
  error_type text,
  security_event text,
  input_tokens int8,
  output_tokens int8,
  tokens_source text,
  cost_nano_usd int8,
  prompt_template_id text,
  prompt_hash text,
  normalized_prompt_hash text,
  prompt_size_chars int8,
  tool_arguments_hash text,
  risk_tier text,
  confidence float8,
  gate_blocked bool,
  fallback_used bool,
  fallback_type text,
  fallback_reason text,
  is_shadow bool NOT NULL,
  shadow_parent_trace_id text,
  retries int8,
  duplicate_of text,
  writer int8 NOT NULL,
  seq int8 NOT NULL,
  attributes jsonb NOT NULL,
  events jsonb,
  links jsonb
) PARTITION BY RANGE (start_time);

CREATE INDEX spans_trace ON spans (trace_id);
CREATE INDEX spans_session ON spans (session_id, start_time) WHERE session_id IS NOT NULL;
CREATE INDEX spans_start ON spans USING brin (start_time) WITH (pages_per_range = 32);
CREATE INDEX spans_tool ON spans (tool, start_time) INCLUDE (duration_ns, kind, outcome) WHERE tool IS NOT NULL;
CREATE INDEX spans_model ON spans (model, start_time) WHERE model IS NOT NULL;
CREATE INDEX spans_service ON spans (service, start_time);
CREATE INDEX spans_prompt ON spans (prompt_hash) WHERE prompt_hash IS NOT NULL;
CREATE INDEX spans_normalized_prompt ON spans (normalized_prompt_hash, start_time) WHERE normalized_prompt_hash IS NOT NULL;
CREATE INDEX spans_security ON spans (security_event, start_time) WHERE security_event IS NOT NULL;

CREATE TABLE quarantine (
  writer int8 NOT NULL,
  seq int8 NOT NULL,
  part int4 NOT NULL,
  sqlstate text NOT NULL,
  reason text NOT NULL,
  span json NOT NULL, -- Not jsonb: what that refuses may be the very reason why the span is here.
  quarantined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (writer, seq, part)
);
COMMENT ON TABLE quarantine IS 'Spans that the table of spans has refused, each with the reason.';
COMMENT ON COLUMN quarantine.writer IS 'Who has tried to store it.';
COMMENT ON COLUMN quarantine.seq IS 'Batch that it was in.';
COMMENT ON COLUMN quarantine.part IS 'Place in the batch, from 0 on.';
COMMENT ON COLUMN quarantine.sqlstate IS 'SQLSTATE of the refusal.';
COMMENT ON COLUMN quarantine.reason IS 'Message of the refusal.';
COMMENT ON COLUMN quarantine.span IS 'The span by column, bytes in hexadecimal.';
COMMENT ON COLUMN quarantine.quarantined_at IS 'When it was put here.';

CREATE TABLE open_calls (
  trace_id bytea NOT NULL,
  span_id bytea NOT NULL,
  start_time timestamptz NOT NULL,
  name text NOT NULL,
  service text NOT NULL,
  session_id text,
  tool text,
  model text,
  told_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, span_id)
);
COMMENT ON TABLE open_calls IS 'Calls that were still open after a while. One without a span of the same id has never come back.';
COMMENT ON COLUMN open_calls.trace_id IS 'Trace of the call.';
COMMENT ON COLUMN open_calls.span_id IS 'Span of the call.';
COMMENT ON COLUMN open_calls.start_time IS 'When it began.';
COMMENT ON COLUMN open_calls.name IS 'Name of the span as it began.';
COMMENT ON COLUMN open_calls.service IS 'Service that made or got the call.';
COMMENT ON COLUMN open_calls.session_id IS 'Session that it belongs to, where that was known.';
COMMENT ON COLUMN open_calls.tool IS 'Tool that is called.';
COMMENT ON COLUMN open_calls.model IS 'Model that is asked.';
COMMENT ON COLUMN open_calls.told_at IS 'When this row was stored.';

CREATE TABLE session_hours (
  hour timestamptz NOT NULL,
  session_id text NOT NULL,
  side text NOT NULL,
  tool_ok int8 NOT NULL,
  tool_failed int8 NOT NULL,
  tool_other int8 NOT NULL,
  model_calls int8 NOT NULL,
  other_calls int8 NOT NULL,
  input_tokens int8 NOT NULL,
  output_tokens int8 NOT NULL,
  cost_nano_usd int8 NOT NULL,
  security_events int8 NOT NULL,
  PRIMARY KEY (hour, session_id, side)
) WITH (fillfactor = 70);
COMMENT ON TABLE session_hours IS 'Sums by hour, session and side. They come with the batch, so they are exact.';
COMMENT ON COLUMN session_hours.hour IS 'Hour in which the calls began, in UTC.';
COMMENT ON COLUMN session_hours.session_id IS 'Session that the spans name.';
COMMENT ON COLUMN session_hours.side IS '`client` or `server`. Both may tell of the same calls and are never added.';
COMMENT ON COLUMN session_hours.tool_ok IS 'Tool calls that succeeded.';
COMMENT ON COLUMN session_hours.tool_failed IS 'Tool calls that failed.';
COMMENT ON COLUMN session_hours.tool_other IS 'Tool calls that say nothing about success: cancelled, denied, or asked for input.';
COMMENT ON COLUMN session_hours.model_calls IS 'Calls of models.';
COMMENT ON COLUMN session_hours.other_calls IS 'Resources read and prompts got.';
COMMENT ON COLUMN session_hours.input_tokens IS 'Input tokens of the calls of models.';
COMMENT ON COLUMN session_hours.output_tokens IS 'Output tokens of the calls of models.';
COMMENT ON COLUMN session_hours.cost_nano_usd IS 'Price of the calls whose price is known, in nano-USD.';
COMMENT ON COLUMN session_hours.security_events IS 'Calls that were refused: access denied, rate limit, budget exceeded.';

CREATE TABLE dirty_hours (
  hour timestamptz NOT NULL
);
COMMENT ON TABLE dirty_hours IS 'Hours whose percentiles are out of date.';
COMMENT ON COLUMN dirty_hours.hour IS 'Hour in which spans began that were stored since.';

CREATE TABLE tool_hours (
  hour timestamptz NOT NULL,
  service text NOT NULL,
  side text NOT NULL,
  tool text NOT NULL,
  calls int8 NOT NULL,
  ok int8 NOT NULL,
  failed int8 NOT NULL,
  p50_ns float8 NOT NULL,
  p95_ns float8 NOT NULL,
  p99_ns float8 NOT NULL,
  PRIMARY KEY (hour, service, side, tool)
);
COMMENT ON TABLE tool_hours IS 'Tools by hour, as `refresh_hours` has computed them from the spans.';
COMMENT ON COLUMN tool_hours.hour IS 'Hour in which the calls began, in UTC.';
COMMENT ON COLUMN tool_hours.service IS 'Service that the spans come from.';
COMMENT ON COLUMN tool_hours.side IS '`client` or `server`.';
COMMENT ON COLUMN tool_hours.tool IS 'Tool that was called.';
COMMENT ON COLUMN tool_hours.calls IS 'Calls of it.';
COMMENT ON COLUMN tool_hours.ok IS 'Those that succeeded.';
COMMENT ON COLUMN tool_hours.failed IS 'Those that failed.';
COMMENT ON COLUMN tool_hours.p50_ns IS 'Median duration in nanoseconds.';
COMMENT ON COLUMN tool_hours.p95_ns IS '95th percentile of the duration in nanoseconds.';
COMMENT ON COLUMN tool_hours.p99_ns IS '99th percentile of the duration in nanoseconds.';

CREATE TABLE settlements (
  session_id text NOT NULL,
  period int8 NOT NULL,
  trace_id bytea NOT NULL,
  span_id bytea NOT NULL,
  service text NOT NULL,
  closing text NOT NULL,
  calls int8 NOT NULL,
  estimated_tokens int8 NOT NULL,
  unreferenced_tokens int8 NOT NULL,
  settled_at timestamptz NOT NULL,
  PRIMARY KEY (session_id, period, span_id)
);
COMMENT ON TABLE settlements IS 'Closed books: one row per session and accounting period.';
COMMENT ON COLUMN settlements.session_id IS 'Session whose books they are.';
COMMENT ON COLUMN settlements.period IS 'Accounting period of the session.';
COMMENT ON COLUMN settlements.trace_id IS 'Trace of the span that has brought them.';
COMMENT ON COLUMN settlements.span_id IS 'The span that has brought them.';
COMMENT ON COLUMN settlements.service IS 'Service that has kept the books.';
COMMENT ON COLUMN settlements.closing IS 'Why they were closed: `ended`, `idle`, `bounds`, or `incomplete` where the process was killed.';
COMMENT ON COLUMN settlements.calls IS 'Calls of models in them.';
COMMENT ON COLUMN settlements.estimated_tokens IS 'Input tokens whose number is an estimate.';
COMMENT ON COLUMN settlements.unreferenced_tokens IS 'Meaningful tokens of results that no model is known to have used.';
COMMENT ON COLUMN settlements.settled_at IS 'When they were closed.';

CREATE TABLE ledger_bookings (
  session_id text NOT NULL,
  period int8 NOT NULL,
  settled_by bytea NOT NULL,
  span_id bytea NOT NULL,
  side text NOT NULL,
  share text NOT NULL,
  tokens int8 NOT NULL,
  rule text NOT NULL,
  PRIMARY KEY (session_id, period, settled_by, span_id, side, share)
);
COMMENT ON TABLE ledger_bookings IS 'Every token that entered a session, booked once: their sums are the figures.';
COMMENT ON COLUMN ledger_bookings.session_id IS 'Session whose tokens they are.';
COMMENT ON COLUMN ledger_bookings.period IS 'Accounting period of the session.';
COMMENT ON COLUMN ledger_bookings.settled_by IS 'Span of the settlement that has brought the booking.';
COMMENT ON COLUMN ledger_bookings.span_id IS 'Call of a model, on the use side; what has offered the tokens, on the supply side. Empty where no span is known.';
COMMENT ON COLUMN ledger_bookings.side IS '`use`: what models were given. `supply`: what was offered to them.';
COMMENT ON COLUMN ledger_bookings.share IS 'Class of the tokens on the use side, their fate on the supply side.';
COMMENT ON COLUMN ledger_bookings.tokens IS 'Tokens.';
COMMENT ON COLUMN ledger_bookings.rule IS 'Ruling that has decided.';

INSERT INTO migrations (id, name, sha256, breaking) VALUES (2, 'functions', '547fc52af2cc7f68d31d22f5407404473b72a6b428bfd2173842730e5e924770', false);

-- What writers call. The search path is that of this migration, so that nobody can put another table in the way.

-- Everything of a batch but its spans, in the transaction that copies them. Fails with 23505 where it is stored already.
CREATE FUNCTION accept_batch(batch jsonb) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  batch_writer int8 := (batch ->> 'writer')::int8;
  batch_seq int8 := (batch ->> 'seq')::int8;
BEGIN
  INSERT INTO batches (writer, seq, spans, min_start, max_start)
  VALUES (batch_writer, batch_seq, (batch ->> 'spans')::int4,
    (batch ->> 'min_start')::timestamptz, (batch ->> 'max_start')::timestamptz);

  INSERT INTO writers (writer, host) VALUES (batch_writer, batch ->> 'host') ON CONFLICT DO NOTHING;

  IF batch ? 'request' THEN
    INSERT INTO requests (digest, writer, seq) VALUES (decode(batch ->> 'request', 'hex'), batch_writer, batch_seq);
  END IF;

  INSERT INTO resources (resource_id, attributes)
  SELECT resource_id, attributes
  FROM jsonb_to_recordset(batch -> 'resources') AS r (resource_id int8, attributes jsonb)
  ORDER BY resource_id
  ON CONFLICT DO NOTHING;

  -- In the order of the key, so that two writers never wait for each other in a circle.
  INSERT INTO session_hours AS known
  SELECT s.*
  FROM jsonb_to_recordset(batch -> 'session_hours') AS s (
    hour timestamptz, session_id text, side text, tool_ok int8, tool_failed int8, tool_other int8, model_calls int8,
    other_calls int8, input_tokens int8, output_tokens int8, cost_nano_usd int8, security_events int8)
  ORDER BY s.hour, s.session_id, s.side
  ON CONFLICT (hour, session_id, side) DO UPDATE SET
    tool_ok = known.tool_ok + excluded.tool_ok,
    tool_failed = known.tool_failed + excluded.tool_failed,
    tool_other = known.tool_other + excluded.tool_other,
    model_calls = known.model_calls + excluded.model_calls,
    other_calls = known.other_calls + excluded.other_calls,
    input_tokens = known.input_tokens + excluded.input_tokens,
    output_tokens = known.output_tokens + excluded.output_tokens,
    cost_nano_usd = known.cost_nano_usd + excluded.cost_nano_usd,
    security_events = known.security_events + excluded.security_events;

  INSERT INTO dirty_hours
  SELECT hour::timestamptz FROM jsonb_array_elements_text(batch -> 'dirty_hours') AS hour;

  INSERT INTO open_calls (trace_id, span_id, start_time, name, service, session_id, tool, model)
  SELECT decode(trace_id, 'hex'), decode(span_id, 'hex'), start_time, name, service, session_id, tool, model
  FROM jsonb_to_recordset(batch -> 'open_calls') AS o (
    trace_id text, span_id text, start_time timestamptz, name text, service text, session_id text, tool text, model text)
  ON CONFLICT DO NOTHING;

  PERFORM accept_settlement(settlement) FROM jsonb_array_elements(batch -> 'settlements') AS settlement;
END
$$;
COMMENT ON FUNCTION accept_batch IS 'Stores everything of a batch but its spans: its row, its sums, its settlements.';

-- The closed books of one session and period, once, by whichever way they come.
CREATE FUNCTION accept_settlement(settlement jsonb) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO settlements
  SELECT session_id, period, decode(trace_id, 'hex'), decode(span_id, 'hex'), service, closing, calls, estimated_tokens,
    unreferenced_tokens, settled_at
  FROM jsonb_to_record(settlement) AS s (
    session_id text, period int8, trace_id text, span_id text, service text, closing text, calls int8,
    estimated_tokens int8, unreferenced_tokens int8, settled_at timestamptz)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO ledger_bookings
  SELECT settlement ->> 'session_id', (settlement ->> 'period')::int8, decode(settlement ->> 'span_id', 'hex'),
    decode(span_id, 'hex'), side, share, tokens, rule
  FROM jsonb_to_recordset(settlement -> 'bookings') AS b (span_id text, side text, share text, tokens int8, rule text);
END
$$;
COMMENT ON FUNCTION accept_settlement IS 'Stores the closed books of a session, unless they are stored already.';

-- First instant of the partition that an instant belongs to, in UTC.
CREATE FUNCTION partition_start(instant timestamptz, size text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
  SELECT date_trunc(size, instant, 'UTC')
$$;
COMMENT ON FUNCTION partition_start IS 'First instant of the partition that an instant belongs to, in UTC.';

-- Creates the partitions between two instants that are not there. A partition is made beside the table and then attached:
-- that waits for no reader and no writer. There is no default partition, because one would have to be locked each time.
CREATE FUNCTION ensure_partitions(since timestamptz, until timestamptz) RETURNS int4
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  size text := (SELECT value FROM settings WHERE name = 'partition');
  lower_bound timestamptz := partition_start(since, size);
  upper_bound timestamptz;
  partition text;
  created int4 := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('mcp_otel partitions'), hashtext(current_schema()));
  WHILE lower_bound <= until LOOP
    upper_bound := partition_start(lower_bound + ('1 ' || size)::interval + interval '12 hours', size);
    partition := 'spans_' || to_char(lower_bound AT TIME ZONE 'UTC', 'YYYYMMDD');
    IF to_regclass(quote_ident(partition)) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE spans INCLUDING ALL)', partition);
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT bounds CHECK (start_time >= %L AND start_time < %L)',
        partition, lower_bound, upper_bound);
      EXECUTE format('ALTER TABLE spans ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, lower_bound, upper_bound);
      EXECUTE format('ALTER TABLE %I DROP CONSTRAINT bounds', partition);
      created := created + 1;
    END IF;
    lower_bound := upper_bound;
  END LOOP;
  RETURN created;
END
$$;
COMMENT ON FUNCTION ensure_partitions IS 'Creates the partitions between two instants that are not there, and tells how many.';

-- Computes hours anew whose spans have changed. Whoever comes second waits, and then finds nothing to do.
CREATE FUNCTION refresh_hours() RETURNS int4
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  hours timestamptz[];
  each_hour timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('mcp_otel hours'), hashtext(current_schema()));
  WITH taken AS (DELETE FROM dirty_hours RETURNING hour)
  SELECT array_agg(DISTINCT hour ORDER BY hour) INTO hours FROM taken;
  FOREACH each_hour IN ARRAY coalesce(hours, '{}') LOOP
    DELETE FROM tool_hours WHERE hour = each_hour;
    INSERT INTO tool_hours
    SELECT each_hour, service, CASE kind WHEN 3 THEN 'client' ELSE 'server' END, tool, count(*),
      count(*) FILTER (WHERE outcome = 'ok'),
      count(*) FILTER (WHERE outcome IN ('tool_error', 'protocol_error', 'transport_error', 'timeout')),
      percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ns),
      percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ns),
      percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ns)
    FROM spans
    WHERE start_time >= each_hour AND start_time < each_hour + interval '1 hour' AND call = 'tool' AND tool IS NOT NULL
    GROUP BY service, CASE kind WHEN 3 THEN 'client' ELSE 'server' END, tool;
  END LOOP;
  RETURN coalesce(array_length(hours, 1), 0);
END
$$;
COMMENT ON FUNCTION refresh_hours IS 'Computes `tool_hours` anew where spans were stored since, and tells for how many hours.';

INSERT INTO migrations (id, name, sha256, breaking) VALUES (3, 'views', '822e56e85b1d55f925e0edc9f7163dfd465ceb8e8dc6b0d6c48c7f1124678c61', false);

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

INSERT INTO migrations (id, name, sha256, breaking) VALUES (4, 'compatible_names', '910bc49c1c0d53cb705c4a053cd9018f726c12d6217d56ff24f9ff1231050647', false);

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

INSERT INTO migrations (id, name, sha256, breaking) VALUES (5, 'upkeep', 'a207c2569e9173f313ee5752a51c66d57e328a88c891f0b86aef62baf46fde5d', false);

-- Whoever may write spans may have partitions made for them without being the owner of the table; nobody else may.
ALTER FUNCTION ensure_partitions(timestamptz, timestamptz) SECURITY DEFINER;
REVOKE EXECUTE ON FUNCTION ensure_partitions(timestamptz, timestamptz) FROM PUBLIC;

CREATE TABLE upkeep (
  only_row bool PRIMARY KEY DEFAULT true CHECK (only_row),
  done_at timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON TABLE upkeep IS 'One row: when the schema was last looked after.';
COMMENT ON COLUMN upkeep.only_row IS 'There is one row.';
COMMENT ON COLUMN upkeep.done_at IS 'When `keep_up` last did anything.';
INSERT INTO upkeep DEFAULT VALUES;

-- What every writer asks for now and then, and one of them does: the partition of now and the next one are made, and
-- percentiles are computed anew. Nobody waits for another who is at it.
CREATE FUNCTION keep_up() RETURNS bool
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  size text := (SELECT value FROM settings WHERE name = 'partition');
BEGIN
  PERFORM FROM upkeep WHERE done_at < clock_timestamp() - interval '1 minute' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE upkeep SET done_at = clock_timestamp();
  PERFORM ensure_partitions(now(), now() + ('1 ' || size)::interval);
  PERFORM refresh_hours();
  RETURN true;
END
$$;
COMMENT ON FUNCTION keep_up IS 'Makes partitions ahead and computes percentiles anew, once a minute at most, and tells whether it did.';
REVOKE EXECUTE ON FUNCTION keep_up() FROM PUBLIC;

INSERT INTO migrations (id, name, sha256, breaking) VALUES (6, 'late_settlements', '240cdd82a96232b83123a85916b76b7fe990ce26589579d6ef80d8a9e0d55c0f', false);

-- Books that were closed for a killed process give way to those that the process has closed itself after all.
CREATE OR REPLACE FUNCTION accept_settlement(settlement jsonb) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  its_session text := settlement ->> 'session_id';
  its_period int8 := (settlement ->> 'period')::int8;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('mcp_otel settlement'), hashtext(its_session));
  IF settlement ->> 'closing' = 'incomplete' THEN
    PERFORM FROM settlements s
    WHERE s.session_id = its_session AND s.period = its_period AND s.service = settlement ->> 'service'
      AND s.closing <> 'incomplete';
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  WITH given_way AS (
    DELETE FROM settlements s
    WHERE s.session_id = its_session AND s.period = its_period AND s.service = settlement ->> 'service'
      AND s.closing = 'incomplete'
    RETURNING s.span_id)
  DELETE FROM ledger_bookings b USING given_way
  WHERE b.session_id = its_session AND b.period = its_period AND b.settled_by = given_way.span_id;

  INSERT INTO settlements
  SELECT session_id, period, decode(trace_id, 'hex'), decode(span_id, 'hex'), service, closing, calls, estimated_tokens,
    unreferenced_tokens, settled_at
  FROM jsonb_to_record(settlement) AS s (
    session_id text, period int8, trace_id text, span_id text, service text, closing text, calls int8,
    estimated_tokens int8, unreferenced_tokens int8, settled_at timestamptz)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO ledger_bookings
  SELECT its_session, its_period, decode(settlement ->> 'span_id', 'hex'), decode(span_id, 'hex'), side, share, tokens, rule
  FROM jsonb_to_recordset(settlement -> 'bookings') AS b (span_id text, side text, share text, tokens int8, rule text);
END
$$;

COMMENT ON TABLE spans IS 'Every span of the audit lane: one row per span, by partitions of time.';
COMMENT ON COLUMN spans."trace_id" IS 'Id of the trace, 16 bytes.';
COMMENT ON COLUMN spans."span_id" IS 'Id of the span, 8 bytes.';
COMMENT ON COLUMN spans."parent_span_id" IS 'Span that this one is part of.';
COMMENT ON COLUMN spans."start_time" IS 'When it began, in whole microseconds.';
COMMENT ON COLUMN spans."start_ns" IS 'Nanoseconds to add to that, 0 to 999.';
COMMENT ON COLUMN spans."duration_ns" IS 'How long it took, in nanoseconds.';
COMMENT ON COLUMN spans."name" IS 'Name of the span.';
COMMENT ON COLUMN spans."kind" IS '1 internal, 2 server, 3 client, 4 producer, 5 consumer.';
COMMENT ON COLUMN spans."status" IS '0 unset, 1 ok, 2 error.';
COMMENT ON COLUMN spans."status_message" IS 'What was said of the error.';
COMMENT ON COLUMN spans."service" IS 'Service that the span comes from.';
COMMENT ON COLUMN spans."scope" IS 'Instrumentation that has made it.';
COMMENT ON COLUMN spans."resource_id" IS 'Process that it comes from; see `resources`.';
COMMENT ON COLUMN spans."tenant" IS 'Tenant that the call is made for, where `MCP_OTEL_TENANT_*` says what tells it.';
COMMENT ON COLUMN spans."call" IS 'What the span counts as: `model`, `tool`, `resource` or `prompt`. Nothing where another span tells of the same call, and for shadow traffic.';
COMMENT ON COLUMN spans."session_id" IS 'The session this call belongs to.';
COMMENT ON COLUMN spans."session_source" IS 'The rung of the session ladder that gave the id.';
COMMENT ON COLUMN spans."user_id" IS 'Subject on whose behalf the call is made, where known.';
COMMENT ON COLUMN spans."agent" IS 'Agent that made the call, where it is named.';
COMMENT ON COLUMN spans."mcp_method" IS 'JSON-RPC method of the message.';
COMMENT ON COLUMN spans."mcp_session_id" IS 'Value of `Mcp-Session-Id`, where there is one.';
COMMENT ON COLUMN spans."tool" IS 'Tool that the call names.';
COMMENT ON COLUMN spans."server" IS 'Host of the server, on client spans over HTTP.';
COMMENT ON COLUMN spans."operation" IS '`execute_tool` on `tools/call`, the kind of request on model calls, else absent.';
COMMENT ON COLUMN spans."provider" IS 'Who was asked, by host and wire format.';
COMMENT ON COLUMN spans."model" IS 'Model that answered, or else the one that was asked.';
COMMENT ON COLUMN spans."outcome" IS 'How the call ended, for the caller: one of eight classes.';
COMMENT ON COLUMN spans."error_type" IS 'Class of failure; absent when the operation did not fail.';
COMMENT ON COLUMN spans."security_event" IS 'Why a call was refused: `access_denied`, `rate_limit` or `budget_exceeded`.';
COMMENT ON COLUMN spans."input_tokens" IS 'All input, what came from a cache included.';
COMMENT ON COLUMN spans."output_tokens" IS 'All output, reasoning included.';
COMMENT ON COLUMN spans."tokens_source" IS '`usage` of the provider, `exact` count, `calibrated` or plain `estimated`: how sure the token counts are.';
COMMENT ON COLUMN spans."cost_nano_usd" IS 'Price of the call in nano-USD; nothing when unknown.';
COMMENT ON COLUMN spans."prompt_template_id" IS 'Template and version that the prompt was made from.';
COMMENT ON COLUMN spans."prompt_hash" IS 'Digest of the whole prompt, exactly.';
COMMENT ON COLUMN spans."normalized_prompt_hash" IS 'Digest of the whole prompt without ids, times and numbers.';
COMMENT ON COLUMN spans."prompt_size_chars" IS 'Length of the whole prompt.';
COMMENT ON COLUMN spans."tool_arguments_hash" IS 'Keyed digest of the arguments of a tool call as canonical JSON, up to 4 KB; in processes that call models.';
COMMENT ON COLUMN spans."risk_tier" IS 'Risk class that the application gives the call.';
COMMENT ON COLUMN spans."confidence" IS 'Confidence in the answer, 0 to 1, as stated.';
COMMENT ON COLUMN spans."gate_blocked" IS 'Whether a gate kept the answer back.';
COMMENT ON COLUMN spans."fallback_used" IS 'Whether a fallback answered instead of the model.';
COMMENT ON COLUMN spans."fallback_type" IS '`template`, `human_review` or `draft_only`.';
COMMENT ON COLUMN spans."fallback_reason" IS '`low_confidence`, `tool_error` or `policy_violation`.';
COMMENT ON COLUMN spans."is_shadow" IS 'True on traffic that only compares and that no user sees.';
COMMENT ON COLUMN spans."shadow_parent_trace_id" IS 'Trace of the user-facing call that a shadow call is compared with.';
COMMENT ON COLUMN spans."retries" IS 'How many tries came before this one, as the application states or its SDK tells on the wire.';
COMMENT ON COLUMN spans."duplicate_of" IS 'Span that tells of the same call: this one is left out of every sum.';
COMMENT ON COLUMN spans."writer" IS 'Who has stored it; see `batches`.';
COMMENT ON COLUMN spans."seq" IS 'Batch that it came in.';
COMMENT ON COLUMN spans."attributes" IS 'All attributes, those with a column of their own included.';
COMMENT ON COLUMN spans."events" IS 'Events of the span: name, time in nanoseconds since 1970, attributes.';
COMMENT ON COLUMN spans."links" IS 'Links to other spans: ids, attributes.';

COMMIT;
