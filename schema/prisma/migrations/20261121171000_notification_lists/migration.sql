-- Lists of what reached nobody, and of one rule: else the whole table of kept days is read.
CREATE INDEX notification_delivery_unreachable ON notification_delivery (created_at DESC, id DESC)
  WHERE state = 'UNREACHABLE';
CREATE INDEX notification_delivery_rule ON notification_delivery (rule_id, created_at DESC, id DESC)
  WHERE rule_id IS NOT NULL;
