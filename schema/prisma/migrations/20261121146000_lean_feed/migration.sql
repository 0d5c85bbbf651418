-- A feed row is found by its place in commit order and by nothing else: one index, not three.
ALTER TABLE feed DROP CONSTRAINT feed_pkey;
ALTER TABLE feed ADD PRIMARY KEY (xid, seq);
DROP INDEX feed_commit, feed_at;
