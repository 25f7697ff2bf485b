DROP INDEX audit_entry_read;
ALTER TABLE recommendation_file DROP COLUMN opened_version;
