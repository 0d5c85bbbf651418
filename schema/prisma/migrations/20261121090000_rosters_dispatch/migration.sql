-- Posts with capacity and duties, substitutes, rosters; orders that nobody has, and the circle that widens.

-- ---------------------------------------------------------------- posts and absences
-- capacity: live orders the holder takes at most; null asks nothing. duties: codes of core/duty-roles.ts (五员, 四项职责)
ALTER TABLE post
  ADD COLUMN capacity integer CHECK (capacity > 0),
  ADD COLUMN duties text[] NOT NULL DEFAULT '{}';
-- a party that has ended keeps its past; it takes no new posts
ALTER TABLE party ADD COLUMN ended_at timestamptz(3);
CREATE INDEX party_kind ON party (kind, id);

CREATE TABLE post_substitute (
  id         text COLLATE "C" PRIMARY KEY,
  post_id    text NOT NULL REFERENCES post (id),
  person_id  text NOT NULL REFERENCES person (id),
  starts_at  timestamptz(3) NOT NULL,
  ends_at    timestamptz(3) NOT NULL,
  CHECK (ends_at > starts_at)
);
CREATE INDEX post_substitute_post ON post_substitute (post_id, ends_at);
CREATE INDEX post_substitute_person ON post_substitute (person_id, ends_at);

-- ---------------------------------------------------------------- rosters
-- One roster says who of the holders of a role at a grid is on duty when. pattern: core/roster.ts.
CREATE TABLE roster (
  id         text COLLATE "C" PRIMARY KEY,
  grid_code  text COLLATE "C" NOT NULL REFERENCES grid (code),
  role       text NOT NULL,
  name       text NOT NULL,
  pattern    jsonb NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  valid_to   timestamptz(3),
  version    integer NOT NULL DEFAULT 1,
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE INDEX roster_grid ON roster (grid_code, role);

-- What differs from the pattern on one day: nobody, somebody else, or an extra shift.
CREATE TABLE roster_change (
  id         text COLLATE "C" PRIMARY KEY,
  roster_id  text COLLATE "C" NOT NULL REFERENCES roster (id),
  kind       text NOT NULL CHECK (kind IN ('OFF', 'REPLACE', 'EXTRA')),
  -- local day on which the shift begins
  day        date NOT NULL,
  -- null: every shift of the day
  shift      text,
  -- REPLACE: whose turn it was
  person_id  text REFERENCES person (id),
  by_id      text REFERENCES person (id),
  starts_at  timestamptz(3),
  ends_at    timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (kind <> 'REPLACE' OR (person_id IS NOT NULL AND by_id IS NOT NULL)),
  CHECK (kind <> 'EXTRA' OR (by_id IS NOT NULL AND ends_at > starts_at))
);
CREATE INDEX roster_change_roster ON roster_change (roster_id, day);

-- ---------------------------------------------------------------- load
-- how many live orders somebody has, and when they were given the last
CREATE INDEX work_order_assignee_live ON work_order (assignee_id) WHERE closed_at IS NULL;
CREATE INDEX work_order_event_given ON work_order_event ((detail ->> 'personId'), at)
  WHERE action = 'DISPATCH' AND detail ->> 'personId' IS NOT NULL;

-- ---------------------------------------------------------------- orders that nobody has
CREATE TABLE work_order_alarm (
  work_order_id text COLLATE "C" PRIMARY KEY REFERENCES work_order (id),
  since         timestamptz(3) NOT NULL DEFAULT now(),
  -- in both languages, Chinese first; null until somebody says why
  reason        text,
  -- steps of the ladder that were asked (core/duty-ladder.ts); null: a person decides, nobody is asked again
  ladder        jsonb,
  attempts      integer NOT NULL DEFAULT 0,
  next_try_at   timestamptz(3) NOT NULL DEFAULT now(),
  announced_at  timestamptz(3),
  resolved_at   timestamptz(3)
);
CREATE INDEX work_order_alarm_open ON work_order_alarm (next_try_at) WHERE resolved_at IS NULL;

-- Whatever path an order took: filed or dispatched and with nobody at COMMIT, it has an open alarm; else it has none.
CREATE FUNCTION work_order_alarm_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  alone boolean;
BEGIN
  SELECT closed_at IS NULL AND state IN ('FILED', 'DISPATCHED', 'REOPENED') AND assignee_id IS NULL AND party_id IS NULL
    INTO alone FROM work_order WHERE id = NEW.id;
  IF alone THEN
    INSERT INTO work_order_alarm (work_order_id) VALUES (NEW.id)
    ON CONFLICT (work_order_id) DO UPDATE
      SET since = now(), reason = NULL, ladder = NULL, attempts = 0, next_try_at = now(), announced_at = NULL,
          resolved_at = NULL
      WHERE work_order_alarm.resolved_at IS NOT NULL;
  ELSE
    UPDATE work_order_alarm SET resolved_at = now() WHERE work_order_id = NEW.id AND resolved_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER work_order_alarm_keep
  AFTER INSERT OR UPDATE OF state, assignee_id, party_id, closed_at ON work_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION work_order_alarm_keep();
INSERT INTO work_order_alarm (work_order_id, since)
SELECT id, created_at FROM work_order
WHERE closed_at IS NULL AND state IN ('FILED', 'DISPATCHED', 'REOPENED') AND assignee_id IS NULL AND party_id IS NULL;

-- A post filled, a leave ended, a roster changed: orders that wait for somebody are tried again.
CREATE FUNCTION duty_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('duty_changed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER duty_changed AFTER INSERT OR UPDATE OR DELETE ON post
  FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
CREATE TRIGGER duty_changed AFTER INSERT OR UPDATE OR DELETE ON absence
  FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
CREATE TRIGGER duty_changed AFTER INSERT OR UPDATE OR DELETE ON post_substitute
  FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
CREATE TRIGGER duty_changed AFTER INSERT OR UPDATE OR DELETE ON roster
  FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();
CREATE TRIGGER duty_changed AFTER INSERT OR UPDATE OR DELETE ON roster_change
  FOR EACH STATEMENT EXECUTE FUNCTION duty_changed();

-- ---------------------------------------------------------------- graded response 分级响应 (AQ-17)
-- Steps that wait for an order to be taken. One row per step: done once, whoever does it.
CREATE TABLE work_order_widening (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  -- place of the step in its document
  step          integer NOT NULL,
  -- when the order began to wait; the plan goes with the first TAKE and is made anew after a return
  planned_at    timestamptz(3) NOT NULL,
  due_at        timestamptz(3) NOT NULL,
  plan          jsonb NOT NULL,
  state         text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE')),
  done_at       timestamptz(3),
  -- who was told or why nobody was, in both languages, Chinese first
  outcome       text,
  PRIMARY KEY (work_order_id, step)
);
CREATE INDEX work_order_widening_due ON work_order_widening (due_at) WHERE state = 'WAITING';

-- Who was told of an order beside the one it is with.
CREATE TABLE work_order_circle (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  person_id     text NOT NULL REFERENCES person (id),
  post_role     text NOT NULL,
  grid_code     text COLLATE "C" NOT NULL,
  step          integer NOT NULL,
  reason        text NOT NULL,
  told_at       timestamptz(3) NOT NULL,
  PRIMARY KEY (work_order_id, person_id)
);
CREATE INDEX work_order_circle_person ON work_order_circle (person_id, told_at DESC);

-- ---------------------------------------------------------------- services that partners offer 服务清单 (LC-22, HD-03, HD-04)
CREATE TABLE service_offer (
  id          text COLLATE "C" PRIMARY KEY,
  party_id    text REFERENCES party (id),
  person_id   text REFERENCES person (id),
  title       text NOT NULL,
  description text,
  -- codes of matters that it serves
  matters     text[] NOT NULL CHECK (cardinality(matters) > 0),
  -- with all below it; null: the whole site
  grid_code   text COLLATE "C" REFERENCES grid (code),
  -- live orders that it takes at most
  capacity    integer CHECK (capacity > 0),
  offered_at  timestamptz(3) NOT NULL,
  offered_by  text NOT NULL,
  ended_at    timestamptz(3),
  CHECK ((party_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX service_offer_matters ON service_offer USING gin (matters);
CREATE INDEX service_offer_grid ON service_offer (grid_code, id) WHERE ended_at IS NULL;
CREATE INDEX work_order_party_live ON work_order (party_id) WHERE closed_at IS NULL;
CREATE INDEX work_order_matter_live ON work_order (matter, created_at) WHERE closed_at IS NULL;
