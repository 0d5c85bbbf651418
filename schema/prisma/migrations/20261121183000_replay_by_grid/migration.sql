-- What came of a demand to replay frames, by the community that the frames name: whoever sees a part of the grids is told
-- of that part alone.

CREATE TABLE quarantine_replay_grid (
  replay_id   text COLLATE "C" NOT NULL REFERENCES quarantine_replay (id) ON DELETE CASCADE,
  -- of the fault; '' where the topic names none: seen by whole-site scopes only
  grid_code   text COLLATE "C" NOT NULL,
  total       integer NOT NULL,
  skipped     integer NOT NULL,
  accepted    integer NOT NULL DEFAULT 0,
  partly      integer NOT NULL DEFAULT 0,
  refused     integer NOT NULL DEFAULT 0,
  finished_at timestamptz(3),
  PRIMARY KEY (replay_id, grid_code)
);

-- Of demands of before, what waits still has its grid; which grids the rest was of is not known any more.
WITH waiting AS (
  SELECT s.replay_id, coalesce(f.grid_code, '') AS grid_code, count(*)::int AS frames
  FROM quarantine_sample s
    JOIN quarantine_fault f ON f.id = s.fault_id
    JOIN quarantine_replay r ON r.id = s.replay_id
  WHERE s.replay_state = 'PENDING' GROUP BY 1, 2
), parts AS (
  SELECT r.id AS replay_id, '' AS grid_code,
    r.total - coalesce((SELECT sum(frames) FROM waiting w WHERE w.replay_id = r.id), 0)::int AS total,
    r.skipped, r.accepted, r.partly, r.refused, r.finished_at
  FROM quarantine_replay r
  UNION ALL
  SELECT replay_id, grid_code, frames, 0, 0, 0, 0, NULL FROM waiting
)
INSERT INTO quarantine_replay_grid
SELECT replay_id, grid_code, sum(total), sum(skipped), sum(accepted), sum(partly), sum(refused), max(finished_at)
FROM parts GROUP BY 1, 2;

ALTER TABLE quarantine_replay DROP COLUMN total, DROP COLUMN skipped, DROP COLUMN accepted, DROP COLUMN partly,
  DROP COLUMN refused, DROP COLUMN finished_at;
