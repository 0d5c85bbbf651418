-- The work-order engine: an order follows one version of a profile, and its history rows are all that it is.

ALTER TABLE work_order
  ADD COLUMN profile_version integer NOT NULL DEFAULT 1 CHECK (profile_version >= 1),
  -- how the report reached us
  ADD COLUMN channel        text,
  ADD COLUMN before_state   text,
  -- {personId, partyId, postRole} of whoever received it first 首接负责
  ADD COLUMN first_receiver jsonb,
  ADD COLUMN suspended_at   timestamptz(3),
  -- requests that lie over the state: suspend, extension, transfer
  ADD COLUMN pending        jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN returns_used   integer NOT NULL DEFAULT 0 CHECK (returns_used >= 0),
  ADD COLUMN merged_into    text COLLATE "C" REFERENCES work_order (id),
  ADD COLUMN merged_from    text,
  ADD CHECK ((state = 'MERGED') = (merged_into IS NOT NULL)),
  ADD CHECK (merged_into IS NULL OR merged_into <> id);
CREATE INDEX work_order_merged ON work_order (merged_into) WHERE merged_into IS NOT NULL;

-- `clocks`: the clock events of the step (core/clock-engine.ts); `changes`: {before, after} of what it touched
ALTER TABLE work_order_event
  ADD COLUMN clocks  jsonb,
  ADD COLUMN changes jsonb NOT NULL DEFAULT '{"before": {}, "after": {}}';

-- Orders from before: what they are now is told by their rows of history too.
UPDATE work_order_event e SET changes = jsonb_build_object('before', '{}'::jsonb, 'after', jsonb_build_object(
    'id', w.id, 'profile', w.profile, 'profileVersion', 1, 'source', w.source, 'matter', w.matter,
    'gridCode', w.grid_code, 'reportedBy', w.reported_by, 'state', e.to_state, 'version', 1,
    'severity', (ARRAY['info', 'minor', 'major', 'critical'])[w.severity + 1],
    'assigneeId', w.assignee_id, 'partyId', w.party_id, 'postRole', w.post_role, 'handledBy', w.handled_by,
    'rule', w.rule, 'dispatchExplanation', w.dispatch_explanation))
FROM work_order w WHERE w.id = e.work_order_id AND e.version = 1;
UPDATE work_order_event e SET changes = jsonb_build_object('before', '{}'::jsonb, 'after', jsonb_build_object(
    'state', e.to_state, 'version', e.version, 'beforeState', e.from_state,
    'suspendedAtMs', CASE WHEN e.to_state = 'SUSPENDED' THEN floor(extract(epoch FROM e.at) * 1000) END,
    'closedAtMs', CASE WHEN e.version = w.version THEN floor(extract(epoch FROM w.closed_at) * 1000) END))
FROM work_order w WHERE w.id = e.work_order_id AND e.version > 1;
UPDATE work_order w SET before_state = e.from_state, suspended_at = CASE WHEN w.state = 'SUSPENDED' THEN e.at END
FROM work_order_event e WHERE e.work_order_id = w.id AND e.version = w.version AND e.version > 1;
