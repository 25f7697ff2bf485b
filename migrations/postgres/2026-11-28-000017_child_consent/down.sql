ALTER TABLE consent DROP COLUMN for_child;
