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
