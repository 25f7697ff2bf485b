ALTER TABLE matter DROP COLUMN lesson_title;
ALTER TABLE matter DROP COLUMN lesson_id;
ALTER TABLE matter DROP COLUMN class_only;
