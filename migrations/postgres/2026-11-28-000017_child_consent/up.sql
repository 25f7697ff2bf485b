-- That a guardian agreed to what is used of the child, apart from what is used of herself: children
-- under fourteen need it. Consents from before were given with one tick for both, and say so.
ALTER TABLE consent ADD COLUMN for_child BOOLEAN NOT NULL DEFAULT FALSE;
