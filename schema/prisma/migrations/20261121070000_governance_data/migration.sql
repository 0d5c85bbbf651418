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
