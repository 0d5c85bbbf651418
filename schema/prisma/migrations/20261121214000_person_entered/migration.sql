-- For which grids somebody was entered: who holds no post yet is appointed by those whose grids these are, and by nobody
-- else who happens to know the id. Null: by a token of the whole site.
ALTER TABLE person ADD COLUMN grid_code text COLLATE "C";

-- of those who are there, the audit knows
UPDATE person SET grid_code = entered.grid_code
FROM (SELECT DISTINCT ON (object_id) object_id, grid_code FROM audit_log
      WHERE kind = 'person' AND action = 'createPerson' ORDER BY object_id, seq DESC) entered
WHERE entered.object_id = person.id;
