-- The alert engine: timers and flap control in the incident's row, what explains an incident, topology and liveness of
-- devices, severity rules, maintenance windows, evidence that comes before its alert.

-- ---------------------------------------------------------------- incidents
ALTER TABLE incident
  -- false while an on-delay or a least number of alerts is waited for, or while another incident explains it
  ADD COLUMN announced         boolean NOT NULL DEFAULT true,
  ADD COLUMN flapping          boolean NOT NULL DEFAULT false,
  ADD COLUMN severity_reason   text,
  -- the incident that explains this one: its parent's, or the summary of a storm
  ADD COLUMN suppressed_by     text COLLATE "C",
  ADD COLUMN maintenance_id    text COLLATE "C",
  ADD COLUMN maintenance_until timestamptz(3),
  -- the next timer of the row: silence, off-delay, on-delay, end of a shelf, of maintenance, of flapping
  ADD COLUMN due_at            timestamptz(3),
  -- what only the engine reads (core/incident-engine.ts)
  ADD COLUMN engine            jsonb;
UPDATE incident SET due_at = LEAST(CASE WHEN state = 'ACTIVE' THEN pulse_due_at END, shelved_until)
  WHERE (state = 'ACTIVE' AND pulse_due_at IS NOT NULL) OR shelved_until IS NOT NULL;
DROP INDEX incident_pulse_due;
CREATE INDEX incident_due ON incident (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX incident_suppressed ON incident (suppressed_by) WHERE suppressed_by IS NOT NULL;
CREATE INDEX incident_maintenance ON incident (maintenance_id) WHERE maintenance_id IS NOT NULL;

-- Newest clear of a key that never had an incident: a raise that is older comes late and opens nothing.
CREATE TABLE clear_mark (
  device_id text COLLATE "C" NOT NULL,
  channel   text NOT NULL,
  type      text NOT NULL,
  clear_at  timestamptz(3) NOT NULL,
  told_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (device_id, channel, type)
);
CREATE INDEX clear_mark_told ON clear_mark (told_at);

-- ---------------------------------------------------------------- devices: topology and liveness
ALTER TABLE device
  ADD COLUMN parent_id       text COLLATE "C" REFERENCES device (id) ON DELETE SET NULL,
  -- a row of core/device-class.ts; null: nothing is expected of it
  ADD COLUMN class           text,
  -- silence allowed before it counts as offline; null: what its class says
  ADD COLUMN silence_seconds integer CHECK (silence_seconds > 0),
  ADD CONSTRAINT device_not_its_own_parent CHECK (parent_id <> id);
CREATE INDEX device_parent ON device (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX device_watched ON device (class, last_seen_at) WHERE class IS NOT NULL;

-- Ingest also keeps whether a device is online: what one that is offline says shows that it is back.
DROP TRIGGER device_changed ON device;
CREATE TRIGGER device_changed AFTER UPDATE OF grid_code, grid_hint, state, online OR DELETE ON device
  FOR EACH ROW EXECUTE FUNCTION device_changed();

-- When the hub last listened, and since when without a gap: what was not heard while it was away is no silence.
CREATE TABLE engine_clock (
  name text PRIMARY KEY,
  at   timestamptz(3) NOT NULL
);

-- A metric that is expected to come: due_at is its next look.
CREATE TABLE metric_watch (
  device_id       text COLLATE "C" NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  metric          text NOT NULL,
  silence_seconds integer NOT NULL CHECK (silence_seconds > 0),
  silent          boolean NOT NULL DEFAULT false,
  since           timestamptz(3) NOT NULL DEFAULT now(),
  due_at          timestamptz(3) NOT NULL,
  PRIMARY KEY (device_id, metric)
);
CREATE INDEX metric_watch_due ON metric_watch (due_at);

-- ---------------------------------------------------------------- policy
CREATE FUNCTION policy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('policy_changed', TG_TABLE_NAME);
  RETURN NULL;
END $$;

-- First match by rank, then id, before the built-in rules (core/severity-policy.ts). A null condition matches all.
CREATE TABLE severity_rule (
  id             text COLLATE "C" PRIMARY KEY,
  rank           integer NOT NULL DEFAULT 100,
  type_pattern   text,
  grid_prefix    text COLLATE "C",
  confidence_min double precision,
  confidence_max double precision,
  hour_from      smallint CHECK (hour_from BETWEEN 0 AND 23),
  hour_to        smallint CHECK (hour_to BETWEEN 0 AND 24),
  severity       smallint CHECK (severity BETWEEN 0 AND 3),
  step           smallint CHECK (step BETWEEN -3 AND 3),
  reason         text NOT NULL,
  CHECK ((severity IS NULL) <> (step IS NULL)),
  CHECK ((hour_from IS NULL) = (hour_to IS NULL))
);
CREATE TRIGGER severity_rule_changed AFTER INSERT OR UPDATE OR DELETE ON severity_rule
  FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();

CREATE TABLE maintenance_window (
  id                  text COLLATE "C" PRIMARY KEY,
  title               text NOT NULL,
  device_id           text COLLATE "C",
  type_pattern        text,
  grid_code           text COLLATE "C",
  -- one-off: from starts_at to ends_at; recurring: within those, on these days (1 = Monday) and minutes of the site's day
  starts_at           timestamptz(3) NOT NULL,
  ends_at             timestamptz(3),
  days                smallint[],
  minute_from         smallint CHECK (minute_from BETWEEN 0 AND 1439),
  minute_to           smallint CHECK (minute_to BETWEEN 0 AND 1440),
  include_life_safety boolean NOT NULL DEFAULT false,
  created_by          text NOT NULL,
  created_at          timestamptz(3) NOT NULL DEFAULT now(),
  ended_by            text,
  ended_at            timestamptz(3),
  CHECK (ends_at IS NULL OR ends_at > starts_at),
  CHECK ((days IS NULL) = (minute_from IS NULL) AND (days IS NULL) = (minute_to IS NULL)),
  CHECK (days IS NOT NULL OR ends_at IS NOT NULL),
  CHECK (device_id IS NOT NULL OR type_pattern IS NOT NULL OR grid_code IS NOT NULL)
);
CREATE INDEX maintenance_window_recent ON maintenance_window (created_at DESC, id DESC);
CREATE TRIGGER maintenance_window_changed AFTER INSERT OR UPDATE OR DELETE ON maintenance_window
  FOR EACH STATEMENT EXECUTE FUNCTION policy_changed();

-- ---------------------------------------------------------------- evidence whose alert has not come yet
CREATE TABLE evidence_pending (
  id              bigserial PRIMARY KEY,
  device_id       text COLLATE "C" NOT NULL,
  source_event_id text NOT NULL,
  event_at        timestamptz(3) NOT NULL,
  evidence        jsonb NOT NULL,
  received_at     timestamptz(3) NOT NULL
);
CREATE INDEX evidence_pending_received ON evidence_pending (received_at);
