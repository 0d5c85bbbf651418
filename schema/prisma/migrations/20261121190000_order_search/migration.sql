-- Orders from a source that few come from, newest first: without it every order is looked at.
CREATE INDEX work_order_source ON work_order (source, created_at DESC, id DESC);

-- The clock events of an order without its votes and notes, of which there may be thousands: read at every step.
CREATE INDEX work_order_event_clocks ON work_order_event (work_order_id, version) WHERE clocks <> '[]';

-- Part of a case number, wherever it stands. pg_trgm comes with Postgres (contrib) and is trusted: whoever owns the
-- database may create it. Where it is not to be had, every number is looked at, as before.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX work_order_case_part ON work_order USING gin (case_number gin_trgm_ops);
  ELSE
    RAISE NOTICE 'no pg_trgm: parts of case numbers are looked for without an index';
  END IF;
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_object OR undefined_file THEN
  RAISE NOTICE 'pg_trgm cannot be used here (%): parts of case numbers are looked for without an index', SQLERRM;
END
$$;
