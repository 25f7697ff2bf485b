-- What a person has seen of one film: the set of seconds in few bytes, and where it was left.
-- Read by that person alone. `began_at` is when the first ticket was given: nobody has seen more
-- than the clock allows since.
CREATE TABLE watch (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    asset_id TEXT NOT NULL REFERENCES media_asset (id) ON DELETE CASCADE,
    lesson_id TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    covered BLOB NOT NULL,
    covered_s INTEGER NOT NULL,
    position_s INTEGER NOT NULL,
    began_at TIMESTAMP NOT NULL,
    last_on DATE NOT NULL,
    completed_at TIMESTAMP,
    PRIMARY KEY (person_id, asset_id)
);
CREATE INDEX watch_asset ON watch (asset_id);
CREATE INDEX watch_lesson ON watch (lesson_id);

-- That a person tried a lesson's action, and what it did, where she says so.
CREATE TABLE lesson_try (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    lesson_id TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    tried_at TIMESTAMP NOT NULL,
    helped TEXT,
    PRIMARY KEY (person_id, lesson_id)
);
CREATE INDEX lesson_try_lesson ON lesson_try (lesson_id);

-- When a person emptied her record last: what phones still hold from before does not come back.
CREATE TABLE learning_cleared (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    cleared_at TIMESTAMP NOT NULL
);
