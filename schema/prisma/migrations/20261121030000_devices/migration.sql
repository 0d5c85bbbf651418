-- Registry of devices in full, audit chain, health of devices, commands to them.

-- ---------------------------------------------------------------- registry
ALTER TABLE device
  ADD COLUMN vendor        text,
  ADD COLUMN serial        text,
  ADD COLUMN firmware      text,
  ADD COLUMN building      text,
  ADD COLUMN floor         text,
  ADD COLUMN tags          text[] NOT NULL DEFAULT '{}',
  ADD COLUMN retired_at    timestamptz(3),
  ADD COLUMN retired_by    text,
  ADD COLUMN retire_reason text,
  ADD CONSTRAINT device_position CHECK (
    (longitude IS NULL) = (latitude IS NULL) AND longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90
  ) NOT VALID;
CREATE INDEX device_serial ON device (serial) WHERE serial IS NOT NULL;
CREATE INDEX device_tags ON device USING gin (tags);

-- Parts of a device that alerts name: camera channel, connector, port.
CREATE TABLE device_channel (
  device_id text COLLATE "C" NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  channel   text COLLATE "C" NOT NULL,
  name      text,
  place     text,
  PRIMARY KEY (device_id, channel)
);

-- A point is looked up in boundaries that are kept in memory; this tells when to read them again.
CREATE FUNCTION grid_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grid_changed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER grid_changed AFTER INSERT OR DELETE OR UPDATE OF code, boundary ON grid
  FOR EACH STATEMENT EXECUTE FUNCTION grid_changed();

-- ---------------------------------------------------------------- audit
-- A chain: each row's hash covers what it says and the hash before it (runtime/audit.ts).
CREATE TABLE audit_log (
  seq        bigint PRIMARY KEY,
  at         timestamptz(3) NOT NULL,
  actor      text NOT NULL,
  action     text NOT NULL,
  kind       text NOT NULL,
  object_id  text COLLATE "C" NOT NULL,
  grid_code  text COLLATE "C",
  before     jsonb,
  after      jsonb,
  prev_hash  bytea NOT NULL,
  hash       bytea NOT NULL
);
CREATE INDEX audit_log_object ON audit_log (kind, object_id, seq DESC);
CREATE INDEX audit_log_actor ON audit_log (actor, seq DESC);

-- The end of the chain; its lock puts the rows in one order.
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  seq      bigint NOT NULL DEFAULT 0,
  hash     bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);
INSERT INTO audit_head DEFAULT VALUES;

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- ---------------------------------------------------------------- health
-- Written at most once a minute for a device that spoke (ingest/device-health.ts).
CREATE TABLE device_health (
  device_id       text COLLATE "C" PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  last_seen_at    timestamptz(3),
  -- the grid that its own topic named last: where commands to it go
  topic_grid      text COLLATE "C",
  -- the broker that its frames came over, as the sources file names it
  broker          text,
  -- a sliding hour from two counters
  hour            timestamptz(0) NOT NULL,
  this_hour       bigint NOT NULL DEFAULT 0,
  last_hour       bigint NOT NULL DEFAULT 0,
  messages        bigint NOT NULL DEFAULT 0,
  -- receive time minus event time of the newest frames with a usable time, ms
  drift_samples   bigint[] NOT NULL DEFAULT '{}',
  drift_ms        bigint,
  battery_percent real,
  battery_at      timestamptz(3),
  refused         bigint NOT NULL DEFAULT 0,
  refused_at      timestamptz(3),
  updated_at      timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX device_health_drift ON device_health (abs(drift_ms)) WHERE drift_ms IS NOT NULL;
CREATE INDEX device_last_seen ON device (last_seen_at);

-- ---------------------------------------------------------------- commands
CREATE TABLE device_command (
  id                 text COLLATE "C" PRIMARY KEY,
  device_id          text COLLATE "C" NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  -- of the device when it was sent: who may see the command
  grid_code          text COLLATE "C",
  broker             text NOT NULL,
  topic              text NOT NULL,
  command            text NOT NULL,
  params             jsonb NOT NULL,
  state              text NOT NULL DEFAULT 'PENDING'
                     CHECK (state IN ('PENDING', 'SENT', 'ACKNOWLEDGED', 'FAILED', 'TIMED_OUT')),
  created_at         timestamptz(3) NOT NULL,
  created_by         text NOT NULL,
  client_mutation_id text,
  -- the timer: whatever happens to a process, the row says when it is over
  expires_at         timestamptz(3) NOT NULL,
  -- until then another process does not send it too
  leased_until       timestamptz(3),
  attempts           integer NOT NULL DEFAULT 0,
  sent_at            timestamptz(3),
  finished_at        timestamptz(3),
  reply              jsonb,
  replied_at         timestamptz(3),
  error              text
);
CREATE INDEX device_command_device ON device_command (device_id, created_at DESC, id DESC);
CREATE INDEX device_command_actor ON device_command (created_by, created_at DESC);
CREATE INDEX device_command_pending ON device_command (created_at) WHERE state = 'PENDING';
CREATE INDEX device_command_open ON device_command (expires_at) WHERE state IN ('PENDING', 'SENT');
-- the same request again is the same command
CREATE UNIQUE INDEX device_command_client ON device_command (created_by, client_mutation_id)
  WHERE client_mutation_id IS NOT NULL;

CREATE FUNCTION device_command_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('device_command', '');
  RETURN NULL;
END $$;
CREATE TRIGGER device_command_added AFTER INSERT ON device_command
  FOR EACH STATEMENT EXECUTE FUNCTION device_command_added();
