-- Notifications: whom alarms are told to, by which rules, and what became of each telling.

CREATE TABLE notification_endpoint (
  id               text COLLATE "C" PRIMARY KEY,
  kind             text NOT NULL CHECK (kind IN ('WEBHOOK', 'WECOM', 'DINGTALK', 'FEISHU', 'MAIL')),
  name             text NOT NULL,
  -- whose it is; null: the whole site's
  grid_code        text COLLATE "C",
  -- the person who is reached here, for rules that tell whoever is on duty
  person_id        text,
  enabled          boolean NOT NULL DEFAULT true,
  -- URL or mail addresses, and signing secrets: AES-256-GCM, opened only to send
  address_sealed   bytea NOT NULL,
  address_shown    text NOT NULL,
  secret_sealed    bytea,
  secret_at        timestamptz(3),
  old_secret_sealed bytea,
  old_secret_until timestamptz(3),
  format           text NOT NULL CHECK (format IN ('TEXT', 'MARKDOWN', 'CARD')),
  language         text NOT NULL CHECK (language IN ('ZH', 'EN', 'BOTH')),
  -- minutes of the day in the site's zone; the night when from > to
  quiet_from       smallint CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to         smallint CHECK (quiet_to BETWEEN 1 AND 1440),
  quiet_days       smallint[],
  per_minute       integer NOT NULL CHECK (per_minute > 0),
  concurrency      integer NOT NULL CHECK (concurrency > 0),
  ordered          boolean NOT NULL DEFAULT false,
  created_by       text NOT NULL,
  created_at       timestamptz(3) NOT NULL DEFAULT now(),
  updated_at       timestamptz(3) NOT NULL DEFAULT now(),
  version          integer NOT NULL DEFAULT 1,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE INDEX notification_endpoint_grid ON notification_endpoint (grid_code, id);
CREATE INDEX notification_endpoint_person ON notification_endpoint (person_id) WHERE person_id IS NOT NULL;

-- What the workers know of an endpoint; apart from it, so that sending and managing do not wait for each other.
CREATE TABLE notification_endpoint_state (
  endpoint_id   text COLLATE "C" PRIMARY KEY REFERENCES notification_endpoint (id) ON DELETE CASCADE,
  -- token bucket, shared by all workers
  tokens        double precision NOT NULL DEFAULT 0,
  tokens_at     timestamptz(3) NOT NULL DEFAULT '-infinity',
  failures      integer NOT NULL DEFAULT 0,
  -- circuit open, rate limit reached or Retry-After: nothing is sent before
  blocked_until timestamptz(3),
  blocked_why   text,
  delivered_at  timestamptz(3),
  last_error    text,
  last_error_at timestamptz(3)
);

CREATE TABLE notification_rule (
  id              text COLLATE "C" PRIMARY KEY,
  name            text NOT NULL,
  grid_code       text COLLATE "C",
  enabled         boolean NOT NULL DEFAULT true,
  -- `incident.opened`, `work_order.*`
  events          text[] NOT NULL,
  type_pattern    text,
  min_severity    smallint NOT NULL DEFAULT 0 CHECK (min_severity BETWEEN 0 AND 3),
  order_states    text[],
  unassigned_only boolean NOT NULL DEFAULT false,
  target          text NOT NULL CHECK (target IN ('ENDPOINT', 'ROLE_ON_DUTY', 'ASSIGNEE')),
  endpoint_id     text COLLATE "C" REFERENCES notification_endpoint (id),
  post_role       text,
  fallback_endpoint_id text COLLATE "C" REFERENCES notification_endpoint (id),
  quiet_from      smallint CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to        smallint CHECK (quiet_to BETWEEN 1 AND 1440),
  quiet_days      smallint[],
  window_seconds  integer NOT NULL DEFAULT 0 CHECK (window_seconds >= 0),
  repeat_seconds  integer CHECK (repeat_seconds > 0),
  repeat_max      integer CHECK (repeat_max > 0),
  created_by      text NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  -- events told before this moment do not count: set when it is made or enabled again
  active_from     timestamptz(3) NOT NULL DEFAULT now(),
  updated_at      timestamptz(3) NOT NULL DEFAULT now(),
  version         integer NOT NULL DEFAULT 1,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
  CHECK ((repeat_seconds IS NULL) = (repeat_max IS NULL)),
  CHECK ((target = 'ENDPOINT') = (endpoint_id IS NOT NULL)),
  CHECK ((target = 'ROLE_ON_DUTY') = (post_role IS NOT NULL))
);
CREATE INDEX notification_rule_grid ON notification_rule (grid_code, id);

-- The queue and, afterwards, the record. The id is the `webhook-id`: the same for every attempt.
CREATE TABLE notification_delivery (
  id            text COLLATE "C" PRIMARY KEY,
  seq           bigint GENERATED ALWAYS AS IDENTITY,
  endpoint_id   text COLLATE "C" REFERENCES notification_endpoint (id),
  -- null: a test
  rule_id       text COLLATE "C" REFERENCES notification_rule (id),
  person_id     text,
  event         text NOT NULL,
  -- the incident's or work order's id: what the window and the repeats are about
  subject       text COLLATE "C" NOT NULL,
  incident_id   text COLLATE "C",
  work_order_id text COLLATE "C",
  grid_code     text COLLATE "C",
  severity      smallint NOT NULL CHECK (severity BETWEEN 0 AND 3),
  message       jsonb NOT NULL,
  state         text NOT NULL CHECK (state IN ('QUEUED', 'DELIVERED', 'DEAD', 'CANCELLED', 'UNREACHABLE')),
  -- waits for the end of a window (WINDOW) or of quiet hours (QUIET)
  held_by       text CHECK (held_by IN ('WINDOW', 'QUIET')),
  -- further events told by this one
  folded        integer NOT NULL DEFAULT 0,
  repeat_no     integer NOT NULL DEFAULT 0,
  attempts      integer NOT NULL DEFAULT 0,
  -- attempts before it was replayed do not count
  attempts_from integer NOT NULL DEFAULT 0,
  -- due; of one that a worker holds: when the hold ends
  next_at       timestamptz(3) NOT NULL,
  -- the worker that holds it
  lease         text,
  -- its age counts from here: made or replayed
  queued_at     timestamptz(3) NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  finished_at   timestamptz(3),
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  CHECK ((state = 'QUEUED') = (finished_at IS NULL)),
  CHECK (endpoint_id IS NOT NULL OR state = 'UNREACHABLE')
);
CREATE INDEX notification_delivery_due ON notification_delivery (endpoint_id, next_at) WHERE state = 'QUEUED';
-- the worst first, or in the order of events
CREATE INDEX notification_delivery_worst ON notification_delivery (endpoint_id, severity DESC, seq) WHERE state = 'QUEUED';
CREATE INDEX notification_delivery_order ON notification_delivery (endpoint_id, seq) WHERE state = 'QUEUED';
CREATE INDEX notification_delivery_age ON notification_delivery (queued_at) WHERE state = 'QUEUED';
CREATE INDEX notification_delivery_key ON notification_delivery (endpoint_id, subject, seq DESC);
CREATE INDEX notification_delivery_subject ON notification_delivery (subject, seq DESC);
CREATE INDEX notification_delivery_recent ON notification_delivery (created_at DESC, id DESC);
CREATE INDEX notification_delivery_grid ON notification_delivery (grid_code, created_at DESC, id DESC);
CREATE INDEX notification_delivery_dead ON notification_delivery (endpoint_id, seq) WHERE state = 'DEAD';
CREATE INDEX notification_delivery_finished ON notification_delivery (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE notification_attempt (
  delivery_id text COLLATE "C" NOT NULL REFERENCES notification_delivery (id) ON DELETE CASCADE,
  no          integer NOT NULL,
  at          timestamptz(3) NOT NULL,
  ms          integer NOT NULL,
  -- HTTP status, or SMTP reply; null when none came
  status      integer,
  outcome     text NOT NULL CHECK (outcome IN ('DELIVERED', 'RETRY', 'REFUSED')),
  error       text,
  PRIMARY KEY (delivery_id, no)
);

-- Told again until somebody acknowledges.
CREATE TABLE notification_repeat (
  rule_id     text COLLATE "C" NOT NULL REFERENCES notification_rule (id) ON DELETE CASCADE,
  endpoint_id text COLLATE "C" NOT NULL REFERENCES notification_endpoint (id) ON DELETE CASCADE,
  subject     text COLLATE "C" NOT NULL,
  delivery_id text COLLATE "C" NOT NULL REFERENCES notification_delivery (id) ON DELETE CASCADE,
  sent        integer NOT NULL DEFAULT 0,
  next_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (rule_id, endpoint_id, subject)
);
CREATE INDEX notification_repeat_due ON notification_repeat (next_at);
