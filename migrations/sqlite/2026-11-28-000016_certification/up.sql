-- At which version of the application its evidence was opened for a batch: what changed after that
-- is opened again before the batch is put forward.
ALTER TABLE recommendation_file ADD COLUMN opened_version INTEGER;

-- Whether a reading of what belongs to no pupil stands in the log already.
CREATE INDEX audit_entry_read ON audit_entry (actor_id, subject_id, at) WHERE student_id IS NULL;
