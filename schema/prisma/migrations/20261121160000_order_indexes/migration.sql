-- Clocks are events of the history since 20261121070000, which took over what stood here.
DROP TABLE work_order_clock;

-- Lists of live orders, newest first: few of all orders are live, however many have ended.
CREATE INDEX work_order_live_recent ON work_order (created_at DESC, id DESC) WHERE closed_at IS NULL;
-- Who waits longest for somebody.
CREATE INDEX work_order_alarm_since ON work_order_alarm (since, work_order_id) WHERE resolved_at IS NULL;
-- Gates whose deadline passes, looked for every few seconds.
CREATE INDEX order_gate_due ON order_gate (due_at) WHERE state = 'OPEN';
-- A verdict counts for both orders.
CREATE INDEX order_duplicate_check_other ON order_duplicate_check (other_id);
