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
