-- The residents' side: reports with their secrets, contacts apart from them, notes that are told to reporters.

CREATE TABLE report (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  -- the order's own, kept here because it is the reporter's handle whatever becomes of the order
  case_number   text NOT NULL UNIQUE,
  channel       text NOT NULL,
  -- where its order is; the row rule is a prefix check
  grid_code     text COLLATE "C" NOT NULL,
  -- as given, for those who go there; never published
  longitude     double precision,
  latitude      double precision,
  address       text,
  photos        jsonb NOT NULL DEFAULT '[]',
  -- SHA-256 of the secret; the secret itself is shown once and kept nowhere
  secret_hash   bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  -- SHA-256 over the submitter and the client's request id; with `salt` a repeated request finds its answer again
  request_hash  bytea UNIQUE CHECK (length(request_hash) = 32),
  salt          bytea,
  content_hash  bytea NOT NULL,
  -- subject of the token that it came with; null: nobody logged in
  submitted_by  text,
  submitted_at  timestamptz(3) NOT NULL,
  stars         smallint CHECK (stars BETWEEN 1 AND 5),
  comment       text,
  rated_at      timestamptz(3),
  withdrawn_at  timestamptz(3),
  CHECK ((request_hash IS NULL) = (salt IS NULL))
);
CREATE INDEX report_order ON report (work_order_id);
CREATE INDEX report_recent ON report (submitted_at DESC, id DESC);
CREATE INDEX report_grid ON report (grid_code, submitted_at DESC, id DESC);

-- Apart, so that it can be read, forgotten and granted by itself.
CREATE TABLE report_contact (
  report_id text COLLATE "C" PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
  name      text,
  phone     text,
  email     text,
  CHECK (coalesce(name, phone, email) IS NOT NULL)
);

-- What staff tell the reporters of an order, and the public where the order is published.
CREATE TABLE report_note (
  id            text COLLATE "C" PRIMARY KEY,
  work_order_id text COLLATE "C" NOT NULL REFERENCES work_order (id),
  body          text NOT NULL,
  written_by    text NOT NULL,
  at            timestamptz(3) NOT NULL
);
CREATE INDEX report_note_order ON report_note (work_order_id, at);
