-- What a parent asks from a lesson: `author_id` is her account, `office_id` the class. Told to the
-- head teacher alone, nobody else reads it. The title is kept as it was when she asked.
ALTER TABLE matter ADD COLUMN class_only BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE matter ADD COLUMN lesson_id TEXT COLLATE "C";
ALTER TABLE matter ADD COLUMN lesson_title TEXT COLLATE "C";
