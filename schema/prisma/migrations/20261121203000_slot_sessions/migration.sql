-- All that a slot's session may be subscribed to. `filters` is what it surely is; in between is what a process that ended
-- in the middle of changing it may have left there.
ALTER TABLE ingest_slot ADD COLUMN may_have text[] NOT NULL DEFAULT '{}';
UPDATE ingest_slot SET may_have = filters;
