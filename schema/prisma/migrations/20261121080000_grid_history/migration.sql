-- The grid with its history: status and lineage, versions of boundaries, other codes; buildings, households, key persons;
-- import batches that can be undone.

-- ---------------------------------------------------------------- grids
ALTER TABLE grid
  ADD COLUMN status         text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'RETIRED')),
  -- null: since ever
  ADD COLUMN valid_from     timestamptz(3),
  -- the moment from which it is no more; null while it is
  ADD COLUMN valid_to       timestamptz(3),
  -- the closed compound 小区 that it is, or is a part of
  ADD COLUMN compound       text,
  -- how its property is managed (LC-14): core/grid-facts.ts
  ADD COLUMN property_class text,
  -- full Party members 正式党员, counted, not named (RS-03)
  ADD COLUMN full_members   integer CHECK (full_members >= 0),
  ADD CONSTRAINT grid_ends CHECK ((status = 'RETIRED') = (valid_to IS NOT NULL)),
  ADD CONSTRAINT grid_term CHECK (valid_to > valid_from);
CREATE INDEX grid_retired ON grid (code) WHERE status = 'RETIRED';

-- What became of a grid: a row for each grid before and each after.
CREATE TABLE grid_lineage (
  predecessor text COLLATE "C" NOT NULL REFERENCES grid (code),
  successor   text COLLATE "C" NOT NULL REFERENCES grid (code),
  change      text NOT NULL CHECK (change IN ('SPLIT', 'MERGED')),
  at          timestamptz(3) NOT NULL,
  reason      text NOT NULL,
  actor       text NOT NULL,
  PRIMARY KEY (predecessor, successor, at)
);
CREATE INDEX grid_lineage_successor ON grid_lineage (successor, at);

-- Codes of other schemes (20 digits of CJ/T 349 and the like) that mean a grid.
CREATE TABLE grid_alias (
  scheme    text NOT NULL,
  code      text COLLATE "C" NOT NULL,
  grid_code text COLLATE "C" NOT NULL REFERENCES grid (code),
  PRIMARY KEY (code)
);
CREATE INDEX grid_alias_grid ON grid_alias (grid_code);

-- ---------------------------------------------------------------- boundaries
-- One version holds at a moment. GeoJSON Polygon or MultiPolygon on WGS-84.
CREATE TABLE grid_boundary (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  grid_code  text COLLATE "C" NOT NULL REFERENCES grid (code) ON DELETE CASCADE,
  boundary   jsonb NOT NULL,
  -- '-infinity': since ever; 'infinity': open-ended
  valid_from timestamptz(3) NOT NULL,
  valid_to   timestamptz(3) NOT NULL DEFAULT 'infinity',
  area_m2    double precision,
  drawn_by   text NOT NULL,
  drawn_at   timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (valid_to > valid_from)
);
CREATE UNIQUE INDEX grid_boundary_from ON grid_boundary (grid_code, valid_from);
CREATE INDEX grid_boundary_to ON grid_boundary (valid_to);

INSERT INTO grid_boundary (grid_code, boundary, valid_from, drawn_by)
SELECT code, boundary, '-infinity', 'migration' FROM grid WHERE boundary IS NOT NULL;

-- grid.boundary is the version that holds now, for who asks for no other; a write to it draws a new version from now on.
CREATE FUNCTION grid_boundary_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- as the columns round
  t timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  UPDATE grid_boundary SET valid_to = t WHERE grid_code = NEW.code AND valid_from < t AND valid_to > t;
  DELETE FROM grid_boundary WHERE grid_code = NEW.code AND valid_from >= t;
  IF NEW.boundary IS NOT NULL THEN
    INSERT INTO grid_boundary (grid_code, boundary, valid_from, drawn_by)
    VALUES (NEW.code, NEW.boundary,
            CASE WHEN EXISTS (SELECT 1 FROM grid_boundary WHERE grid_code = NEW.code) THEN t
                 ELSE COALESCE(NEW.valid_from, '-infinity') END,
            'grid');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER grid_boundary_drawn AFTER UPDATE OF boundary ON grid FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND OLD.boundary IS DISTINCT FROM NEW.boundary) EXECUTE FUNCTION grid_boundary_drawn();
CREATE TRIGGER grid_boundary_first AFTER INSERT ON grid FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND NEW.boundary IS NOT NULL) EXECUTE FUNCTION grid_boundary_drawn();

CREATE FUNCTION grid_boundary_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE grid SET boundary = (
    SELECT b.boundary FROM grid_boundary b
    -- the caller's clock may be a little ahead
    WHERE b.grid_code = grid.code AND b.valid_from <= clock_timestamp() + interval '2 s'
      AND b.valid_to > clock_timestamp() + interval '2 s'),
    updated_at = now()
  WHERE code = COALESCE(NEW.grid_code, OLD.grid_code);
  RETURN NULL;
END $$;
CREATE TRIGGER grid_boundary_now AFTER INSERT OR UPDATE OR DELETE ON grid_boundary FOR EACH ROW
  WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION grid_boundary_now();
CREATE TRIGGER grid_changed AFTER INSERT OR UPDATE OR DELETE ON grid_boundary
  FOR EACH STATEMENT EXECUTE FUNCTION grid_changed();
-- a retired grid answers for no point
DROP TRIGGER grid_changed ON grid;
CREATE TRIGGER grid_changed AFTER INSERT OR DELETE OR UPDATE OF code, boundary, status ON grid
  FOR EACH STATEMENT EXECUTE FUNCTION grid_changed();

-- ---------------------------------------------------------------- buildings, households, key persons
CREATE TABLE building (
  id         text COLLATE "C" PRIMARY KEY,
  grid_code  text COLLATE "C" NOT NULL REFERENCES grid (code),
  name       text NOT NULL,
  -- the closed compound it stands in
  compound   text,
  address    text,
  floors     integer CHECK (floors > 0),
  longitude  double precision,
  latitude   double precision,
  leader_id  text REFERENCES person (id),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((longitude IS NULL) = (latitude IS NULL) AND longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90)
);
CREATE INDEX building_grid ON building (grid_code, id);

-- 楼层长: who answers for a floor (HY-03)
CREATE TABLE building_floor (
  building_id text COLLATE "C" NOT NULL REFERENCES building (id) ON DELETE CASCADE,
  floor       text COLLATE "C" NOT NULL,
  leader_id   text REFERENCES person (id),
  PRIMARY KEY (building_id, floor)
);

-- The least that is needed: no identity numbers, no birthdays.
CREATE TABLE household (
  id          text COLLATE "C" PRIMARY KEY,
  grid_code   text COLLATE "C" NOT NULL REFERENCES grid (code),
  building_id text COLLATE "C" REFERENCES building (id),
  floor       text,
  room        text,
  head_name   text,
  phone       text,
  -- lives here for good; counted by the rules of size
  permanent   boolean NOT NULL DEFAULT true,
  members     integer CHECK (members >= 0),
  longitude   double precision,
  latitude    double precision,
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz(3) NOT NULL DEFAULT now(),
  updated_at  timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((longitude IS NULL) = (latitude IS NULL))
);
CREATE INDEX household_grid ON household (grid_code, id);
CREATE INDEX household_building ON household (building_id);

CREATE TABLE key_person (
  id           text COLLATE "C" PRIMARY KEY,
  grid_code    text COLLATE "C" NOT NULL REFERENCES grid (code),
  household_id text COLLATE "C" REFERENCES household (id),
  -- core/grid-facts.ts
  category     text NOT NULL,
  name         text NOT NULL,
  phone        text,
  care_note    text,
  -- a visit a week is owed (HUA-22)
  weekly_visit boolean NOT NULL DEFAULT false,
  version      integer NOT NULL DEFAULT 1,
  created_at   timestamptz(3) NOT NULL DEFAULT now(),
  updated_at   timestamptz(3) NOT NULL DEFAULT now(),
  ended_at     timestamptz(3)
);
CREATE INDEX key_person_grid ON key_person (grid_code, category, id) WHERE ended_at IS NULL;
CREATE INDEX key_person_visit ON key_person (grid_code) WHERE weekly_visit AND ended_at IS NULL;
CREATE INDEX key_person_household ON key_person (household_id);

-- ---------------------------------------------------------------- import batches
CREATE TABLE import_batch (
  id         text COLLATE "C" PRIMARY KEY,
  kind       text NOT NULL,
  file_name  text NOT NULL,
  actor      text NOT NULL,
  at         timestamptz(3) NOT NULL DEFAULT now(),
  added      integer NOT NULL,
  updated    integer NOT NULL,
  undone_at  timestamptz(3),
  undone_by  text
);
CREATE INDEX import_batch_recent ON import_batch (at DESC, id DESC);

-- Every row that an import touched: as it was (null: new) and as the import left it.
CREATE TABLE import_row (
  batch_id   text COLLATE "C" NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  table_name text NOT NULL,
  key        text COLLATE "C" NOT NULL,
  before     jsonb,
  after      jsonb NOT NULL,
  PRIMARY KEY (batch_id, table_name, key)
);
