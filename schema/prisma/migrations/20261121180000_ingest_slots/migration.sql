-- Several ingest processes divide the topics of the brokers by slots, each held by one of them for a while (ADR 8).

-- A process that reads slots, from its start or from when it was fenced last. All times are this server's.
CREATE TABLE ingest_worker (
  id           uuid PRIMARY KEY,
  -- for people
  name         text NOT NULL,
  -- of the slots that its sources file names: only those who know the same slots share them
  division     text NOT NULL,
  -- renewed without a gap since then
  steady_since timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at   timestamptz NOT NULL,
  -- from then on it may commit nothing, and is shown so when it connects
  fenced_at    timestamptz
);

CREATE TABLE ingest_slot (
  name      text PRIMARY KEY,
  broker    text NOT NULL,
  client_id text NOT NULL,
  -- null: nobody's. A worker that has any is not deleted
  worker_id uuid REFERENCES ingest_worker (id),
  -- one more with each holder
  token     bigint NOT NULL DEFAULT 0,
  taken_at  timestamptz,
  -- its last holder did not give it up
  abandoned boolean NOT NULL DEFAULT false,
  -- what its session at the broker is subscribed to
  filters   text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX ingest_slot_worker ON ingest_slot (worker_id);
