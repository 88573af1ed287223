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
