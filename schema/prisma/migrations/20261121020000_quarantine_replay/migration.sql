-- Quarantine by fault: the same fault is one row with its count, and a bounded number of its frames is kept whole, to be
-- looked at and replayed. The rows of before become samples of the faults that they show.

CREATE TABLE quarantine_fault (
  -- hash of what tells one fault from another: everything down to grid_code
  id            text COLLATE "C" PRIMARY KEY,
  -- name of the broker and of the source in the sources file; the source is '' where none is bound to the topic
  broker        text NOT NULL,
  source        text NOT NULL,
  codec         text,
  codec_version integer,
  reason        text NOT NULL,
  -- JSON Pointer with * for array indices
  path          text NOT NULL,
  topic_pattern text NOT NULL,
  -- the community that the topic names; null: seen by whole-site scopes only
  grid_code     text COLLATE "C",
  -- of the newest frame
  message       text NOT NULL,
  last_topic    text NOT NULL,
  count         bigint NOT NULL CHECK (count > 0),
  first_seen_at timestamptz(3) NOT NULL,
  last_seen_at  timestamptz(3) NOT NULL,
  samples       integer NOT NULL DEFAULT 0,
  sample_bytes  bigint NOT NULL DEFAULT 0,
  -- receive time of the newest sample
  sampled_at    timestamptz(3)
);
CREATE INDEX quarantine_fault_recent ON quarantine_fault (last_seen_at DESC, id DESC);
CREATE INDEX quarantine_fault_grid ON quarantine_fault (grid_code, last_seen_at DESC);
CREATE INDEX quarantine_fault_reason ON quarantine_fault (reason, last_seen_at DESC);

-- One demand to replay frames: who, when, what, and what came of it. Kept as the record of that.
CREATE TABLE quarantine_replay (
  id           text COLLATE "C" PRIMARY KEY,
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  -- ids and filter as asked
  asked        jsonb NOT NULL,
  total        integer NOT NULL,
  skipped      integer NOT NULL,
  accepted     integer NOT NULL DEFAULT 0,
  partly       integer NOT NULL DEFAULT 0,
  refused      integer NOT NULL DEFAULT 0,
  finished_at  timestamptz(3)
);
CREATE INDEX quarantine_replay_recent ON quarantine_replay (requested_at DESC);

CREATE TABLE quarantine_sample (
  id                   text COLLATE "C" PRIMARY KEY,
  fault_id             text COLLATE "C" NOT NULL REFERENCES quarantine_fault (id) ON DELETE CASCADE,
  topic                text NOT NULL,
  payload              bytea NOT NULL,
  -- whole size in bytes; of an oversized payload only the first part is kept
  size                 integer NOT NULL,
  -- topic and payload are kept whole: it can be replayed
  whole                boolean NOT NULL,
  path                 text NOT NULL,
  message              text NOT NULL,
  received_at          timestamptz(3) NOT NULL,
  -- of its newest replay
  replay_id            text COLLATE "C",
  replay_state         text CHECK (replay_state IN ('PENDING', 'ACCEPTED', 'PARTLY', 'REFUSED')),
  replay_leased_until  timestamptz(3),
  replayed_at          timestamptz(3),
  replay_codec         text,
  replay_codec_version integer,
  replay_signals       integer,
  replay_reason        text,
  replay_path          text,
  replay_message       text
);
CREATE INDEX quarantine_sample_fault ON quarantine_sample (fault_id, received_at DESC, id DESC);
CREATE INDEX quarantine_sample_recent ON quarantine_sample (received_at DESC, id DESC);
CREATE INDEX quarantine_sample_pending ON quarantine_sample (received_at) WHERE replay_state = 'PENDING';

WITH kept AS (
  SELECT *, 'qf_' || md5(concat_ws('|', coalesce(codec, ''), coalesce(codec_version, 0), reason, path,
      coalesce(substring(topic FROM '^community/v1/([0-9]{4,12})'), ''))) AS fault_id,
    substring(topic FROM '^community/v1/([0-9]{4,12})') AS grid_code
  FROM quarantine
), faults AS (
  INSERT INTO quarantine_fault (id, broker, source, codec, codec_version, reason, path, topic_pattern, grid_code,
    message, last_topic, count, first_seen_at, last_seen_at, samples, sample_bytes, sampled_at)
  SELECT fault_id, 'hub', coalesce(min(codec), ''), min(codec), min(codec_version), min(reason), min(path), '#',
    min(grid_code), (array_agg(message ORDER BY received_at DESC))[1], (array_agg(topic ORDER BY received_at DESC))[1],
    count(*), min(received_at), max(received_at), count(*), sum(length(payload)), max(received_at)
  FROM kept GROUP BY fault_id
)
INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
SELECT id, fault_id, topic, payload, size, length(payload) = size AND length(topic) < 1024, path, message, received_at
FROM kept;
DROP TABLE quarantine;
