-- Tracks beside a work order: helpers, whistles, gates, supervisions, merges, evidence, duplicates, the task catalogue.
-- They never change the order's row; what they block or trigger goes through its steps, and each act of theirs is a row of
-- its history too.

-- ---------------------------------------------------------------- 街道吹哨—部门报到 (RS-15)
CREATE TABLE order_whistle (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  subject       text NOT NULL,
  place         text,
  meet_at       timestamptz(3),
  blown_by      text NOT NULL,
  blown_at      timestamptz(3) NOT NULL,
  -- what the joint meeting decided
  minutes       text,
  minutes_by    text,
  minutes_at    timestamptz(3)
);
CREATE INDEX order_whistle_order ON order_whistle (work_order_id, blown_at);

-- ---------------------------------------------------------------- 协办 (HY-08)
CREATE TABLE order_helper (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  whistle_id    text COLLATE "C" REFERENCES order_whistle (id),
  party_id      text REFERENCES party (id),
  person_id     text REFERENCES person (id),
  required      boolean NOT NULL,
  task          text,
  state         text NOT NULL CHECK (state IN ('ASKED', 'ARRIVED', 'REPORTED', 'DECLINED', 'RELEASED')),
  asked_by      text NOT NULL,
  asked_at      timestamptz(3) NOT NULL,
  -- key of the policy of its UNIT clock; null: it has none
  clock_policy  text,
  arrived_at    timestamptz(3),
  arrived_by    text,
  -- where the department's own people were when they reported in
  arrived_place text,
  reported_at   timestamptz(3),
  reported_by   text,
  report        text,
  decline_reason text,
  ended_at      timestamptz(3),
  CHECK ((party_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX order_helper_order ON order_helper (work_order_id, asked_at);
-- nobody is asked twice at once
CREATE UNIQUE INDEX order_helper_live ON order_helper (work_order_id, coalesce(party_id, ''), coalesce(person_id, ''))
  WHERE state IN ('ASKED', 'ARRIVED');
CREATE INDEX order_helper_party ON order_helper (party_id) WHERE state IN ('ASKED', 'ARRIVED');
CREATE INDEX order_helper_person ON order_helper (person_id) WHERE state IN ('ASKED', 'ARRIVED');

-- ---------------------------------------------------------------- gates 前置审议 (HY-07, HUA-04, HUA-07, AQ-09, LC-10)
CREATE TABLE order_gate (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  code          text NOT NULL,
  -- 1 for the first; a refused gate may be held again
  round         integer NOT NULL CHECK (round >= 1),
  -- the rule as it was when the gate opened: what was asked for does not change under those who voted
  rule          jsonb NOT NULL,
  state         text NOT NULL CHECK (state IN ('OPEN', 'PASSED', 'REFUSED')),
  subject       text NOT NULL,
  -- how many may vote; more than the voters listed where households are only counted
  roll_size     integer NOT NULL CHECK (roll_size >= 0),
  roll_area     double precision,
  -- whether every voter is listed in order_gate_voter
  roll_listed   boolean NOT NULL,
  opened_by     text NOT NULL,
  opened_at     timestamptz(3) NOT NULL,
  due_at        timestamptz(3),
  closed_by     text,
  closed_at     timestamptz(3),
  -- the count as it was announced
  tally         jsonb,
  UNIQUE (work_order_id, code, round)
);
CREATE UNIQUE INDEX order_gate_open ON order_gate (work_order_id, code) WHERE state = 'OPEN';

-- The roll. A voter's key is a household's, person's or party's id.
CREATE TABLE order_gate_voter (
  gate_id text COLLATE "C" NOT NULL REFERENCES order_gate (id) ON DELETE CASCADE,
  voter   text COLLATE "C" NOT NULL,
  kind    text NOT NULL CHECK (kind IN ('HOUSEHOLD', 'PERSON', 'PARTY', 'NAMED')),
  area    double precision CHECK (area >= 0),
  PRIMARY KEY (gate_id, voter)
);

-- Every vote ever cast; the newest of a voter holds.
CREATE TABLE order_gate_vote (
  gate_id     text COLLATE "C" NOT NULL REFERENCES order_gate (id) ON DELETE CASCADE,
  voter       text COLLATE "C" NOT NULL,
  -- 1, 2, … of this voter at this gate
  turn        integer NOT NULL CHECK (turn >= 1),
  choice      text NOT NULL CHECK (choice IN ('YES', 'NO', 'ABSTAIN')),
  area        double precision CHECK (area >= 0),
  -- who voted for the voter 委托; null: the voter
  proxy       text,
  note        text,
  recorded_by text NOT NULL,
  at          timestamptz(3) NOT NULL,
  PRIMARY KEY (gate_id, voter, turn)
);

CREATE TABLE order_gate_stage (
  gate_id text COLLATE "C" NOT NULL REFERENCES order_gate (id) ON DELETE CASCADE,
  stage   text NOT NULL,
  note    text NOT NULL,
  by      text NOT NULL,
  at      timestamptz(3) NOT NULL,
  PRIMARY KEY (gate_id, stage)
);

-- ---------------------------------------------------------------- 督办 (HUA-11, HD-07, HY-31)
CREATE TABLE order_supervision (
  id              text COLLATE "C" PRIMARY KEY,
  work_order_id   text COLLATE "C" NOT NULL REFERENCES work_order (id),
  -- the code of the profile's supervision that opened it; null: a person did
  code            text,
  by_kind         text NOT NULL CHECK (by_kind IN ('OWNERS_COMMITTEE', 'OWNERS_SUPERVISORS', 'BRANCH', 'GROUP', 'SUPERIOR')),
  party_id        text REFERENCES party (id),
  reason          text NOT NULL,
  state           text NOT NULL CHECK (state IN ('OPEN', 'REPORTED', 'SATISFIED', 'WITHDRAWN')),
  report_required boolean NOT NULL,
  blocks_closing  boolean NOT NULL,
  due_at          timestamptz(3),
  -- key of the policy of its SUPERVISION clock; null: `due_at` alone
  clock_policy    text,
  reminders       integer NOT NULL DEFAULT 0,
  opened_by       text NOT NULL,
  opened_at       timestamptz(3) NOT NULL,
  ended_at        timestamptz(3)
);
CREATE INDEX order_supervision_order ON order_supervision (work_order_id, opened_at);
CREATE UNIQUE INDEX order_supervision_of_profile ON order_supervision (work_order_id, code)
  WHERE code IS NOT NULL AND state IN ('OPEN', 'REPORTED');

CREATE TABLE order_supervision_entry (
  supervision_id text COLLATE "C" NOT NULL REFERENCES order_supervision (id) ON DELETE CASCADE,
  seq            integer NOT NULL CHECK (seq >= 1),
  entry          text NOT NULL CHECK (entry IN ('OPEN', 'REMIND', 'TRACK', 'REPORT', 'SATISFIED', 'UNSATISFIED', 'WITHDRAW')),
  text           text,
  by             text NOT NULL,
  at             timestamptz(3) NOT NULL,
  PRIMARY KEY (supervision_id, seq)
);

-- ---------------------------------------------------------------- 并单
CREATE TABLE order_merge (
  id         text COLLATE "C" PRIMARY KEY,
  child_id   text COLLATE "C" NOT NULL REFERENCES work_order (id),
  parent_id  text COLLATE "C" NOT NULL REFERENCES work_order (id),
  merged_by  text NOT NULL,
  merged_at  timestamptz(3) NOT NULL,
  reason     text NOT NULL,
  -- undone, or left because the child went its own way
  ended_at   timestamptz(3),
  ended_by   text,
  end_reason text,
  CHECK (child_id <> parent_id)
);
-- one parent at a time
CREATE UNIQUE INDEX order_merge_child ON order_merge (child_id) WHERE ended_at IS NULL;
CREATE INDEX order_merge_parent ON order_merge (parent_id) WHERE ended_at IS NULL;

-- What the reporters of an order have to be told, for those who tell them.
CREATE TABLE reporter_notice (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  kind          text NOT NULL CHECK (kind IN ('MERGED', 'UNMERGED', 'FOLLOWED', 'RECURRED')),
  -- the other order: the parent, or the one that came back
  about_id      text COLLATE "C" REFERENCES work_order (id),
  -- state of the order the reporter's own follows
  state         text NOT NULL,
  zh            text NOT NULL,
  en            text NOT NULL,
  at            timestamptz(3) NOT NULL
);
CREATE INDEX reporter_notice_order ON reporter_notice (work_order_id, id);

-- Reports that came in on an order that was already there: a recurrence, each with its own reporter.
CREATE TABLE order_recurrence (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  title         text NOT NULL,
  description   text,
  source        text NOT NULL,
  reported_by   text,
  at            timestamptz(3) NOT NULL
);
CREATE INDEX order_recurrence_order ON order_recurrence (work_order_id, at);

-- ---------------------------------------------------------------- duplicates
-- Somebody looked at the suggestions; whatever was suggested later has to be looked at again.
CREATE TABLE order_duplicate_check (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  other_id      text COLLATE "C" NOT NULL REFERENCES work_order (id),
  verdict       text NOT NULL CHECK (verdict IN ('DIFFERENT', 'SAME')),
  note          text,
  by            text NOT NULL,
  at            timestamptz(3) NOT NULL,
  PRIMARY KEY (work_order_id, other_id)
);

-- ---------------------------------------------------------------- evidence
CREATE TABLE order_evidence (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  -- which helper brought it; null: the order's own
  helper_id     text COLLATE "C" REFERENCES order_helper (id),
  url           text NOT NULL,
  sha256        text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind          text NOT NULL CHECK (kind IN ('IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'OTHER')),
  phase         text NOT NULL CHECK (phase IN ('BEFORE', 'DURING', 'AFTER')),
  taken_at      timestamptz(3),
  longitude     double precision,
  latitude      double precision,
  geofence      text NOT NULL CHECK (geofence IN ('INSIDE', 'OUTSIDE', 'UNKNOWN')),
  added_by      text NOT NULL,
  added_at      timestamptz(3) NOT NULL,
  -- life of the order it belongs to: reopening asks for new evidence
  life          integer NOT NULL CHECK (life >= 1),
  CHECK ((longitude IS NULL) = (latitude IS NULL) AND longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90)
);
CREATE INDEX order_evidence_order ON order_evidence (work_order_id, added_at);
CREATE INDEX order_evidence_sha256 ON order_evidence (sha256) WHERE sha256 IS NOT NULL;

-- ---------------------------------------------------------------- 任务目录外事项 (LA-10)
CREATE TABLE order_admission (
  work_order_id text COLLATE "C" PRIMARY KEY REFERENCES work_order (id),
  state         text NOT NULL CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED')),
  asked_by      text NOT NULL,
  asked_at      timestamptz(3) NOT NULL,
  ask           text NOT NULL,
  decided_by    text,
  decided_at    timestamptz(3),
  funds         text,
  people        text,
  reason        text,
  CHECK (state <> 'APPROVED' OR coalesce(funds, people) IS NOT NULL)
);
