-- A batch of alerts in one way to the server: what it would first have asked is checked by the statements that write.

-- ---------------------------------------------------------------- alert log
-- The same alert again has the same device and, below the ms, the same hash: it meets itself here, whatever community its
-- device has been given meanwhile.
DROP INDEX alert_log_device;
CREATE UNIQUE INDEX alert_log_device ON alert_log (device_id, time_ns);

-- ---------------------------------------------------------------- incidents
-- Raised where fewer rows were there to be changed than were known: somebody changed one since it was read.
CREATE FUNCTION expect_rows(counted bigint, expected integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF counted <> expected THEN
    RAISE EXCEPTION 'expected % rows, there are %: changed meanwhile', expected, counted
      USING ERRCODE = 'serialization_failure';
  END IF;
END
$$;
