-- Which brokers answer a process that reads slots, and which have not for long: who misses one gives its slots up to who
-- reaches it (ADR 8). A process that does not tell is taken for one of which neither is known.
ALTER TABLE ingest_worker
  ADD COLUMN reaches text[] NOT NULL DEFAULT '{}',
  ADD COLUMN misses text[] NOT NULL DEFAULT '{}';
