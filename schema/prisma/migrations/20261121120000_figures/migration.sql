-- Figures: what is counted of each life of an order (core/figures.ts), kept from its history by a follower of the feed.
-- Nothing here is true by itself: `npx hub figures rebuild` makes all of it again.
CREATE TABLE work_order_measure (
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id) ON DELETE CASCADE,
  -- 1 from the opening, 2 from the first reopening …
  life          integer NOT NULL CHECK (life >= 1),
  -- of the order when it was measured; an older measure never replaces a newer one
  order_version integer NOT NULL,
  -- what its due times were worked out by: rules of measuring and versions of calendars
  basis         text NOT NULL,
  measured_at   timestamptz(3) NOT NULL,

  grid_code   text COLLATE "C" NOT NULL DEFAULT '',
  matter      text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  channel     text COLLATE "C" NOT NULL DEFAULT '',
  profile     text COLLATE "C" NOT NULL,
  severity    smallint NOT NULL,
  party_id    text COLLATE "C" NOT NULL DEFAULT '',
  assignee_id text COLLATE "C" NOT NULL DEFAULT '',

  outcome       text NOT NULL CHECK (outcome IN ('OPEN', 'CLOSED', 'REJECTED', 'VOIDED', 'MERGED')),
  counted       boolean NOT NULL,
  opened_at     timestamptz(3) NOT NULL,
  filed_at      timestamptz(3),
  dispatched_at timestamptz(3),
  taken_at      timestamptz(3),
  closed_at     timestamptz(3),
  ended_at      timestamptz(3),
  supervised_at timestamptz(3),
  reminded_at   timestamptz(3),
  rated_at      timestamptz(3),
  reworks       integer NOT NULL,
  returns       integer NOT NULL,
  reminders     integer NOT NULL,
  stars         smallint,
  -- lengths in ms, without pauses, and when each was done
  respond_ms     bigint, respond_done_at     timestamptz(3),
  report_back_ms bigint, report_back_done_at timestamptz(3),
  handle_ms      bigint, handle_done_at      timestamptz(3),
  close_ms       bigint, close_done_at       timestamptz(3),
  promised       boolean NOT NULL,
  late_at        timestamptz(3),

  -- per kind of clock: when its last run ended, and the first moment at which one was (or will be) over
  respond_ended_at      timestamptz(3), respond_breach_at     timestamptz(3),
  report_back_ended_at  timestamptz(3), report_back_breach_at timestamptz(3),
  handle_ended_at       timestamptz(3), handle_breach_at      timestamptz(3),
  unit_ended_at         timestamptz(3), unit_breach_at        timestamptz(3),
  check_ended_at        timestamptz(3), check_breach_at       timestamptz(3),
  rate_ended_at         timestamptz(3), rate_breach_at        timestamptz(3),
  gate_ended_at         timestamptz(3), gate_breach_at        timestamptz(3),
  supervision_ended_at  timestamptz(3), supervision_breach_at timestamptz(3),

  -- from the first to the last moment at which any figure may count it; open-ended while something may still happen
  span tstzrange NOT NULL,
  PRIMARY KEY (work_order_id, life)
);
CREATE INDEX work_order_measure_span ON work_order_measure USING gist (span);
CREATE INDEX work_order_measure_grid ON work_order_measure (grid_code, opened_at);
CREATE INDEX work_order_measure_party ON work_order_measure (party_id) WHERE party_id <> '';
CREATE INDEX work_order_measure_assignee ON work_order_measure (assignee_id) WHERE assignee_id <> '';
-- what has to be measured again when calendars change
CREATE INDEX work_order_measure_open ON work_order_measure (basis) WHERE upper_inf(span);
