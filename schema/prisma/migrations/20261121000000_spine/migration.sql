-- The spine: grid and people, devices, alert log, incidents, feed, work orders, quarantine.
-- Text columns that are searched by prefix (grid codes) are compared bytewise: COLLATE "C" lets LIKE 'p%' use the index.

-- ---------------------------------------------------------------- grid and people
CREATE TABLE grid (
  code        text COLLATE "C" PRIMARY KEY CHECK (code ~ '^([0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}|[0-9]{17}|[0-9]{19})$'),
  level       text NOT NULL,
  name        text NOT NULL,
  parent_code text COLLATE "C" REFERENCES grid (code),
  households  integer CHECK (households >= 0),
  boundary    jsonb,
  created_at  timestamptz(3) NOT NULL DEFAULT now(),
  updated_at  timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX grid_parent ON grid (parent_code, code);
CREATE INDEX grid_level ON grid (level, code);

CREATE TABLE party (
  id         text PRIMARY KEY,
  kind       text NOT NULL,
  name       text NOT NULL,
  grid_code  text COLLATE "C" REFERENCES grid (code)
);
CREATE INDEX party_grid ON party (grid_code);

CREATE TABLE person (
  id       text PRIMARY KEY,
  title    text NOT NULL,
  phone    text,
  party_id text REFERENCES party (id)
);

CREATE TABLE post (
  id         text PRIMARY KEY,
  role       text NOT NULL,
  grid_code  text COLLATE "C" NOT NULL REFERENCES grid (code),
  person_id  text NOT NULL REFERENCES person (id),
  party_id   text REFERENCES party (id),
  valid_from timestamptz(3) NOT NULL,
  valid_to   timestamptz(3)
);
CREATE INDEX post_grid ON post (grid_code, role);
CREATE INDEX post_person ON post (person_id);

CREATE TABLE absence (
  id        text PRIMARY KEY,
  person_id text NOT NULL REFERENCES person (id),
  starts_at timestamptz(3) NOT NULL,
  ends_at   timestamptz(3) NOT NULL,
  reason    text NOT NULL,
  CHECK (ends_at > starts_at)
);
CREATE INDEX absence_person ON absence (person_id, ends_at);

-- ---------------------------------------------------------------- devices
CREATE TABLE device (
  id            text COLLATE "C" PRIMARY KEY,
  family        text NOT NULL,
  name          text NOT NULL,
  model         text,
  state         text NOT NULL DEFAULT 'UNCLAIMED' CHECK (state IN ('UNCLAIMED', 'CLAIMED', 'RETIRED')),
  grid_code     text COLLATE "C" REFERENCES grid (code),
  -- what the device's own topic names; used while nobody has claimed it
  grid_hint     text COLLATE "C",
  address       text,
  longitude     double precision,
  latitude      double precision,
  online        boolean,
  online_at     timestamptz(3),
  codec         text,
  first_seen_at timestamptz(3),
  last_seen_at  timestamptz(3),
  claimed_at    timestamptz(3),
  claimed_by    text,
  version       integer NOT NULL DEFAULT 1,
  CHECK (state <> 'CLAIMED' OR grid_code IS NOT NULL)
);
CREATE INDEX device_grid ON device (grid_code, id);
CREATE INDEX device_unclaimed ON device (first_seen_at) WHERE state = 'UNCLAIMED';

-- Ingest keeps device -> grid in memory; this tells it when to look again.
CREATE FUNCTION device_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('device_changed', COALESCE(NEW.id, OLD.id));
  RETURN NULL;
END $$;
CREATE TRIGGER device_changed AFTER UPDATE OF grid_code, grid_hint, state OR DELETE ON device
  FOR EACH ROW EXECUTE FUNCTION device_changed();

-- ---------------------------------------------------------------- incidents
CREATE TABLE incident (
  id              text COLLATE "C" PRIMARY KEY,
  device_id       text COLLATE "C" NOT NULL,
  channel         text NOT NULL,
  type            text NOT NULL,
  grid_code       text COLLATE "C",
  community_code  text COLLATE "C" NOT NULL,
  severity        smallint NOT NULL CHECK (severity BETWEEN 0 AND 3),
  state           text NOT NULL CHECK (state IN ('ACTIVE', 'CLEARED')),
  acknowledged    boolean NOT NULL DEFAULT false,
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  count           integer NOT NULL CHECK (count >= 1),
  first_seen_at   timestamptz(3) NOT NULL,
  last_seen_at    timestamptz(3) NOT NULL,
  last_alert_id   text NOT NULL,
  last_clear_at   timestamptz(3),
  cleared_at      timestamptz(3),
  cleared_by      text,
  clear_reason    text,
  shelved_until   timestamptz(3),
  shelve_reason   text,
  false_alarm     boolean NOT NULL DEFAULT false,
  status          text NOT NULL DEFAULT 'ACTUAL' CHECK (status IN ('ACTUAL', 'TEST', 'EXERCISE')),
  -- pulse types: the receive time after which silence clears it
  pulse_due_at    timestamptz(3),
  opened_at       timestamptz(3) NOT NULL,
  version         integer NOT NULL DEFAULT 1
);
-- domain rule 1: at most one open incident per (device, channel, type), kept by the database
CREATE UNIQUE INDEX incident_open_key ON incident (device_id, channel, type) WHERE state = 'ACTIVE';
CREATE INDEX incident_key ON incident (device_id, channel, type, last_seen_at DESC);
CREATE INDEX incident_recent ON incident (last_seen_at DESC, id DESC);
CREATE INDEX incident_grid ON incident (grid_code, last_seen_at DESC, id DESC);
CREATE INDEX incident_active ON incident (severity DESC, last_seen_at DESC) WHERE state = 'ACTIVE';
CREATE INDEX incident_pulse_due ON incident (pulse_due_at) WHERE state = 'ACTIVE' AND pulse_due_at IS NOT NULL;

CREATE TABLE incident_event (
  seq         bigserial PRIMARY KEY,
  incident_id text COLLATE "C" NOT NULL REFERENCES incident (id),
  change      text NOT NULL,
  event_at    timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT now(),
  actor       text,
  reason      text,
  severity    smallint,
  count       integer
);
CREATE INDEX incident_event_incident ON incident_event (incident_id, seq);

-- ---------------------------------------------------------------- alert log (hot window; the whole series store when embedded)
-- Partitioned by UTC day of event time (ns). xid + seq is commit order, for the relay.
CREATE TABLE alert_log (
  community_code  text COLLATE "C" NOT NULL,
  type            text NOT NULL,
  time_ns         bigint NOT NULL,
  id              text COLLATE "C" NOT NULL,
  -- hash of device and source event id (or payload): tells a redelivery from a second alert at the same address
  fingerprint     bigint NOT NULL,
  device_id       text COLLATE "C" NOT NULL,
  family          text NOT NULL,
  grid_code       text COLLATE "C",
  channel         text NOT NULL,
  severity        smallint NOT NULL,
  status          text NOT NULL,
  code_system     text,
  code            text,
  source_event_id text,
  confidence      real,
  time_quality    text NOT NULL,
  received_at     timestamptz(3) NOT NULL,
  "values"        jsonb,
  evidence        jsonb,
  incident_id     text COLLATE "C",
  -- false: a historical occurrence (older than the last clear) or a test; belongs to no incident
  counted         boolean NOT NULL,
  codec           text NOT NULL,
  seq             bigint GENERATED ALWAYS AS IDENTITY,
  xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (community_code, type, time_ns)
) PARTITION BY RANGE (time_ns);
CREATE TABLE alert_log_default PARTITION OF alert_log DEFAULT;
CREATE INDEX alert_log_commit ON alert_log (xid, seq);
CREATE INDEX alert_log_time ON alert_log (time_ns DESC, id DESC);
CREATE INDEX alert_log_device ON alert_log (device_id, time_ns DESC);
CREATE INDEX alert_log_incident ON alert_log (incident_id, time_ns DESC);
-- frames without a usable time: a redelivery is found by what it said, not by when
CREATE INDEX alert_log_untimed ON alert_log (device_id, fingerprint) WHERE time_quality = 'BAD';

-- ---------------------------------------------------------------- readings (telemetry), same rules
CREATE TABLE reading_log (
  device_id      text COLLATE "C" NOT NULL,
  metric         text NOT NULL,
  time_ns        bigint NOT NULL,
  value          double precision NOT NULL,
  community_code text COLLATE "C" NOT NULL,
  seq            bigint GENERATED ALWAYS AS IDENTITY,
  xid            xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (device_id, metric, time_ns)
) PARTITION BY RANGE (time_ns);
CREATE TABLE reading_log_default PARTITION OF reading_log DEFAULT;
CREATE INDEX reading_log_commit ON reading_log (xid, seq);

-- Hourly counts, late data included; one upsert per touched row in the batch's transaction.
CREATE TABLE alert_count_hourly (
  hour      timestamptz(0) NOT NULL,
  grid_code text COLLATE "C" NOT NULL,
  type      text NOT NULL,
  severity  smallint NOT NULL,
  count     integer NOT NULL,
  PRIMARY KEY (hour, grid_code, type, severity)
);
CREATE INDEX alert_count_grid ON alert_count_hourly (grid_code, hour);

-- How far the relay to InfluxDB has come, per log.
CREATE TABLE relay_cursor (
  log        text PRIMARY KEY CHECK (log IN ('alert', 'reading')),
  xid        xid8 NOT NULL DEFAULT '0',
  seq        bigint NOT NULL DEFAULT 0,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
INSERT INTO relay_cursor (log) VALUES ('alert'), ('reading');

-- Points that the series store will never take (older than its retention): kept here, told by /metrics.
CREATE TABLE relay_refused (
  seq        bigserial PRIMARY KEY,
  log        text NOT NULL,
  point_key  text NOT NULL,
  reason     text NOT NULL,
  line       text NOT NULL,
  refused_at timestamptz(3) NOT NULL DEFAULT now()
);

-- ---------------------------------------------------------------- feed
CREATE TABLE feed (
  seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
  topic     text NOT NULL,
  change    text NOT NULL,
  key       text COLLATE "C" NOT NULL,
  grid_code text COLLATE "C",
  payload   jsonb NOT NULL,
  at        timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX feed_commit ON feed (xid, seq);
CREATE INDEX feed_at ON feed (at);

CREATE TABLE feed_consumer (
  name       text PRIMARY KEY,
  xid        xid8 NOT NULL DEFAULT '0',
  seq        bigint NOT NULL DEFAULT 0,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Rows up to here (in commit order) are pruned: a cursor before it has missed something.
CREATE TABLE feed_pruned (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  xid      xid8 NOT NULL DEFAULT '0',
  seq      bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_pruned DEFAULT VALUES;

-- ---------------------------------------------------------------- quarantine
CREATE TABLE quarantine (
  id          text COLLATE "C" PRIMARY KEY,
  topic       text NOT NULL,
  payload     bytea NOT NULL,
  -- whole size in bytes; payload keeps the first part of an oversized one
  size        integer NOT NULL,
  codec       text,
  codec_version integer,
  reason      text NOT NULL,
  path        text NOT NULL DEFAULT '',
  message     text NOT NULL,
  received_at timestamptz(3) NOT NULL
);
CREATE INDEX quarantine_recent ON quarantine (received_at DESC, id DESC);
CREATE INDEX quarantine_reason ON quarantine (reason, received_at DESC);

-- ---------------------------------------------------------------- work orders
CREATE TABLE work_order (
  id                   text COLLATE "C" PRIMARY KEY,
  case_number          text NOT NULL UNIQUE,
  profile              text NOT NULL,
  state                text NOT NULL,
  source               text NOT NULL,
  matter               text NOT NULL,
  title                text NOT NULL,
  description          text,
  severity             smallint NOT NULL CHECK (severity BETWEEN 0 AND 3),
  grid_code            text COLLATE "C",
  assignee_id          text REFERENCES person (id),
  party_id             text REFERENCES party (id),
  post_role            text,
  handled_by           text,
  rule                 text,
  dispatch_explanation text NOT NULL,
  reported_by          text,
  created_at           timestamptz(3) NOT NULL,
  updated_at           timestamptz(3) NOT NULL,
  closed_at            timestamptz(3),
  version              integer NOT NULL DEFAULT 1
);
CREATE INDEX work_order_recent ON work_order (created_at DESC, id DESC);
CREATE INDEX work_order_grid ON work_order (grid_code, created_at DESC, id DESC);
CREATE INDEX work_order_assignee ON work_order (assignee_id, state);
CREATE INDEX work_order_live ON work_order (state) WHERE closed_at IS NULL;

CREATE TABLE work_order_incident (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  incident_id   text COLLATE "C" NOT NULL,
  linked_at     timestamptz(3) NOT NULL DEFAULT now(),
  -- set to false when the order ends
  live          boolean NOT NULL DEFAULT true,
  PRIMARY KEY (work_order_id, incident_id)
);
-- at most one live order per incident, kept by the database
CREATE UNIQUE INDEX work_order_incident_live ON work_order_incident (incident_id) WHERE live;
CREATE INDEX work_order_incident_incident ON work_order_incident (incident_id, linked_at DESC);

CREATE TABLE work_order_event (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  version       integer NOT NULL,
  action        text NOT NULL,
  from_state    text,
  to_state      text NOT NULL,
  actor         text NOT NULL,
  reason        text,
  detail        jsonb,
  at            timestamptz(3) NOT NULL,
  PRIMARY KEY (work_order_id, version)
);

CREATE TABLE work_order_clock (
  work_order_id  text COLLATE "C" NOT NULL REFERENCES work_order (id),
  kind           text NOT NULL,
  target_minutes integer NOT NULL CHECK (target_minutes > 0),
  started_at     timestamptz(3) NOT NULL,
  stopped_at     timestamptz(3),
  PRIMARY KEY (work_order_id, kind)
);

-- Case serial per prefix (class + day): one row update gives the next number without gaps that matter.
CREATE TABLE case_serial (
  prefix text PRIMARY KEY,
  last   integer NOT NULL
);
