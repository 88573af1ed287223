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
