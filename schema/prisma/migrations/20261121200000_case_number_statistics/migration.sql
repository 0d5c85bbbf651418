-- A search for part of a case number is answered by the trigram index where few numbers have the part, and newest first
-- where many have. Postgres tells which by the histogram of the column: with its usual 100 steps one that has the part by
-- chance makes a hundredth of all orders of it, and every order is read. A thousand steps tell it to a tenth of that.
ALTER TABLE work_order ALTER COLUMN case_number SET STATISTICS 1000;
ANALYZE work_order (case_number);
