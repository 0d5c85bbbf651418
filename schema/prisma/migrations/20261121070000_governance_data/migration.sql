-- Documents of the governance engine: calendars, clock policies, matters, profiles, rules. A published version never
-- changes (see the trigger); running orders keep the versions they took.
CREATE TABLE governance_document (
  kind       text COLLATE "C" NOT NULL,
  code       text COLLATE "C" NOT NULL,
  version    integer NOT NULL CHECK (version > 0),
  body       jsonb NOT NULL,
  sha256     text NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  origin     text NOT NULL CHECK (origin IN ('SHIPPED', 'FOLDER', 'APPLIED')),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, code, version)
);

CREATE FUNCTION governance_document_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published governance document is never changed';
END $$;
CREATE TRIGGER governance_document_fixed BEFORE UPDATE OR DELETE ON governance_document
  FOR EACH ROW EXECUTE FUNCTION governance_document_fixed();

-- What a step did to the clocks of its order (core/clock-engine.ts, ClockEvent), in the row of history of that step.
ALTER TABLE work_order_event ADD COLUMN IF NOT EXISTS clocks jsonb;

-- Orders from before: their clocks become events of the first row of history, under the policies of plain minutes.
WITH told AS (
  SELECT c.work_order_id, 1 AS place, jsonb_build_object('type', 'START', 'atMs', floor(extract(epoch FROM c.started_at) * 1000)::bigint,
           'kind', c.kind, 'holder', NULL, 'policy', 'MINUTES/' || c.target_minutes || '@1') AS event
  FROM work_order_clock c
  UNION ALL
  SELECT c.work_order_id, 3, jsonb_build_object('type', 'STOP', 'which', jsonb_build_object('kind', c.kind),
           'atMs', floor(extract(epoch FROM coalesce(c.stopped_at, w.closed_at)) * 1000)::bigint)
  FROM work_order_clock c JOIN work_order w ON w.id = c.work_order_id
  WHERE coalesce(c.stopped_at, w.closed_at) IS NOT NULL
  UNION ALL
  SELECT w.id, 2, jsonb_build_object('type', 'PAUSE', 'which', '{}'::jsonb, 'cause', 'SUSPENDED', 'reason', e.reason,
           'atMs', floor(extract(epoch FROM e.at) * 1000)::bigint)
  FROM work_order w
  CROSS JOIN LATERAL (SELECT reason, at FROM work_order_event WHERE work_order_id = w.id AND action = 'SUSPEND'
                      ORDER BY version DESC LIMIT 1) e
  WHERE w.state = 'SUSPENDED'
)
UPDATE work_order_event first SET clocks = all_of.events
FROM (SELECT work_order_id, jsonb_agg(event ORDER BY place) AS events FROM told GROUP BY 1) all_of
WHERE first.work_order_id = all_of.work_order_id AND first.version = 1;

-- When the lamps of a live order change next, and for which state of the order and of the calendars that was worked out.
CREATE TABLE work_order_plan (
  work_order_id text COLLATE "C" PRIMARY KEY REFERENCES work_order (id) ON DELETE CASCADE,
  order_version integer NOT NULL,
  -- which calendars and ladders it was planned by
  basis         text NOT NULL,
  amber_at      timestamptz(3),
  due_at        timestamptz(3),
  planned_at    timestamptz(3) NOT NULL
);
CREATE INDEX work_order_plan_due ON work_order_plan (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX work_order_plan_amber ON work_order_plan (amber_at) WHERE amber_at IS NOT NULL;

-- Steps of escalation ladders that wait for their time, and those that were taken: one row per step of one run of one
-- clock, so that none is taken twice.
CREATE TABLE work_order_timer (
  work_order_id  text COLLATE "C" NOT NULL REFERENCES work_order (id) ON DELETE CASCADE,
  key            text COLLATE "C" NOT NULL,
  run_id         text NOT NULL,
  stage          text,
  ladder         text NOT NULL,
  ladder_version integer NOT NULL,
  step           text NOT NULL,
  moment         text NOT NULL CHECK (moment IN ('START', 'AMBER', 'RED')),
  act            text NOT NULL CHECK (act IN ('REMIND', 'ESCALATE', 'SUPERVISE')),
  due_at         timestamptz(3) NOT NULL,
  state          text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'FIRED', 'SKIPPED')),
  done_at        timestamptz(3),
  -- after a failure: not before
  retry_at       timestamptz(3),
  attempts       integer NOT NULL DEFAULT 0,
  PRIMARY KEY (work_order_id, key)
);
CREATE INDEX work_order_timer_waiting ON work_order_timer (coalesce(retry_at, due_at)) WHERE state = 'WAITING';

-- Whom a recurring duty is about: one row per schedule, grid and subject (a household, a party, or nothing).
CREATE TABLE duty_schedule_binding (
  schedule   text COLLATE "C" NOT NULL,
  grid_code  text COLLATE "C" NOT NULL,
  subject    text COLLATE "C" NOT NULL DEFAULT '',
  title      text,
  starts_on  date NOT NULL,
  ends_on    date,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (schedule, grid_code, subject)
);
CREATE INDEX duty_schedule_binding_grid ON duty_schedule_binding (grid_code);

-- A period for which the order was opened (or passed over, after a downtime): once, whoever comes first.
CREATE TABLE duty_schedule_run (
  schedule      text COLLATE "C" NOT NULL,
  grid_code     text COLLATE "C" NOT NULL,
  subject       text COLLATE "C" NOT NULL,
  period        text COLLATE "C" NOT NULL,
  version       integer NOT NULL,
  work_order_id text COLLATE "C" REFERENCES work_order (id) ON DELETE SET NULL,
  outcome       text NOT NULL CHECK (outcome IN ('OPENED', 'PASSED_OVER')),
  due_at        timestamptz(3) NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (schedule, grid_code, subject, period)
);
CREATE INDEX duty_schedule_run_order ON duty_schedule_run (work_order_id) WHERE work_order_id IS NOT NULL;
