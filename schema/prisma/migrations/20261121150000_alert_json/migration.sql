-- Values and evidence of an alert as text that is checked and kept as it came: they are written once, handed on whole and
-- searched by nothing but the few statements that add evidence. `jsonb` takes them apart for each alert and writes
-- a sixth more. Both casts are by text; days in the log are written anew, once.
ALTER TABLE alert_log
  ALTER COLUMN "values" TYPE json USING "values"::json,
  ALTER COLUMN evidence TYPE json USING evidence::json;
