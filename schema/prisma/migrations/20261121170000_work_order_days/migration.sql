-- Figures of a day by community (subgraphs/figures/days.ts): what the lives of `work_order_measure` add to each tally.
-- Written in the transaction of the measures; nothing here is true by itself, it is made again when it is not there.
CREATE TABLE work_order_day (
  community text COLLATE "C" NOT NULL,
  -- of the zone in work_order_day_state
  day       date NOT NULL,
  -- in the order of the rules in work_order_day_state; of what lasts, those that begin less those that end
  tallies   bigint[] NOT NULL,
  PRIMARY KEY (community, day)
);

-- What the days were made by. No row: they are not to be read.
CREATE TABLE work_order_day_state (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  rules      text NOT NULL,
  zone       text NOT NULL,
  -- days from then on are there; all of them: -infinity
  built_from date NOT NULL
);

-- Whoever writes measures and does not say that the days were kept makes them worthless.
CREATE FUNCTION work_order_days_lost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('hub.days_kept', true) IS DISTINCT FROM 'yes' THEN
    DELETE FROM work_order_day_state;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER work_order_measure_days AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON work_order_measure
  FOR EACH STATEMENT EXECUTE FUNCTION work_order_days_lost();
