-- Talents and groups of residents in a grid (HY-05).

CREATE TABLE talent_group (
  id           text COLLATE "C" PRIMARY KEY,
  grid_code    text COLLATE "C" NOT NULL REFERENCES grid (code),
  -- core/talents.ts
  kind         text NOT NULL,
  name         text NOT NULL,
  -- as told; who is registered is in talent_group_member
  member_count integer NOT NULL CHECK (member_count >= 0),
  ended_at     timestamptz(3),
  version      integer NOT NULL DEFAULT 1,
  updated_at   timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX talent_group_grid ON talent_group (grid_code, id);

CREATE TABLE talent (
  id           text COLLATE "C" PRIMARY KEY,
  grid_code    text COLLATE "C" NOT NULL REFERENCES grid (code),
  person_id    text REFERENCES person (id),
  name         text,
  phone        text,
  -- when they agreed that their phone is kept; no phone without it
  consented_at timestamptz(3),
  -- core/talents.ts
  fields       text[] NOT NULL CHECK (cardinality(fields) > 0),
  note         text,
  available    boolean NOT NULL DEFAULT true,
  ended_at     timestamptz(3),
  version      integer NOT NULL DEFAULT 1,
  updated_at   timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((person_id IS NULL) <> (name IS NULL)),
  CHECK (phone IS NULL OR consented_at IS NOT NULL)
);
CREATE INDEX talent_grid ON talent (grid_code, id) WHERE ended_at IS NULL;
CREATE INDEX talent_fields ON talent USING gin (fields) WHERE ended_at IS NULL;

CREATE TABLE talent_group_member (
  group_id  text COLLATE "C" NOT NULL REFERENCES talent_group (id),
  talent_id text COLLATE "C" NOT NULL REFERENCES talent (id),
  PRIMARY KEY (group_id, talent_id)
);
CREATE INDEX talent_group_member_talent ON talent_group_member (talent_id);
