-- Lists by which decided matters are followed: project lists, stubborn issues, secretaries' projects (AQ-07, AQ-14, HUA-18).

CREATE TABLE follow_up_list (
  id             text COLLATE "C" PRIMARY KEY,
  code           text NOT NULL,
  name_zh        text NOT NULL,
  name_en        text NOT NULL,
  -- core/follow-up-lists.ts
  kind           text NOT NULL,
  -- null: the whole site's
  grid_code      text COLLATE "C" REFERENCES grid (code),
  party_id       text REFERENCES party (id),
  person_id      text REFERENCES person (id),
  decided_at     timestamptz(3) NOT NULL,
  -- the meeting or paper that decided it
  source         text,
  gate_id        text COLLATE "C" REFERENCES order_gate (id),
  target_at      timestamptz(3),
  created_by     text NOT NULL,
  created_at     timestamptz(3) NOT NULL,
  ended_at       timestamptz(3),
  -- how far it was when it ended
  ended_progress jsonb,
  version        integer NOT NULL DEFAULT 1,
  CHECK ((ended_at IS NULL) = (ended_progress IS NULL))
);
CREATE UNIQUE INDEX follow_up_list_code ON follow_up_list (coalesce(grid_code, ''), code);
CREATE INDEX follow_up_list_grid ON follow_up_list (grid_code, id);

CREATE TABLE follow_up_item (
  id            text COLLATE "C" PRIMARY KEY,
  list_id       text COLLATE "C" NOT NULL REFERENCES follow_up_list (id),
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  note          text,
  added_by      text NOT NULL,
  added_at      timestamptz(3) NOT NULL,
  UNIQUE (list_id, work_order_id)
);
CREATE INDEX follow_up_item_order ON follow_up_item (work_order_id);
