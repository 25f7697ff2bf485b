-- A guardian ended what a carer saw of her child: the carer joins again by a guardian's word alone,
-- also where the school's roster knows her.
CREATE TABLE carer_end (
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    ended_at TIMESTAMP NOT NULL,
    ended_by TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL,
    PRIMARY KEY (student_id, person_id)
);
CREATE INDEX carer_end_person ON carer_end (person_id);
CREATE INDEX carer_end_by ON carer_end (ended_by);
