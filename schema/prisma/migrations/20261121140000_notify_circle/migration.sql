-- A rule may tell everybody in the circle of an order 知晓范围.
ALTER TABLE notification_rule DROP CONSTRAINT notification_rule_target_check;
ALTER TABLE notification_rule ADD CONSTRAINT notification_rule_target_check
  CHECK (target IN ('ENDPOINT', 'ROLE_ON_DUTY', 'ASSIGNEE', 'CIRCLE'));
