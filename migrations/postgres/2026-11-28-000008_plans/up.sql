-- 全员育人导师: the pupils of a mentor, each with the days of the list.
CREATE TABLE mentor_pupil (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    from_on DATE NOT NULL,
    to_on DATE
);
CREATE INDEX mentor_pupil_account ON mentor_pupil (account_id);
CREATE INDEX mentor_pupil_student ON mentor_pupil (student_id);

-- A visit that its author means to make, under the id that the phone made.
CREATE TABLE visit_plan (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
    class_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    author_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    planned_for TIMESTAMP NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    visit_id TEXT COLLATE "C" REFERENCES visit (id) ON DELETE SET NULL,
    body_hash TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX visit_plan_author ON visit_plan (author_id, state, planned_for);
CREATE INDEX visit_plan_student ON visit_plan (student_id);
CREATE INDEX visit_plan_class ON visit_plan (class_id);
CREATE INDEX visit_plan_school ON visit_plan (school_id);
CREATE INDEX visit_plan_visit ON visit_plan (visit_id);
CREATE UNIQUE INDEX visit_plan_open ON visit_plan (student_id, author_id) WHERE state = 'planned';

-- In which way the visit reaches the pupil; nothing while it does not count. With copies of the
-- visit's school and start, one look at the index tells whether a pupil was reached this term.
ALTER TABLE visit_student ADD COLUMN reached_by TEXT COLLATE "C";
ALTER TABLE visit_student ADD COLUMN school_id TEXT COLLATE "C";
ALTER TABLE visit_student ADD COLUMN started_at TIMESTAMP;
UPDATE visit_student SET
    school_id = (SELECT visit.school_id FROM visit WHERE visit.id = visit_student.visit_id),
    started_at = (SELECT visit.started_at FROM visit WHERE visit.id = visit_student.visit_id),
    reached_by = (
        SELECT CASE
            WHEN visit.state IN ('disputed', 'voided') THEN NULL
            WHEN visit.outcome = 'recorded' THEN visit.mode
            WHEN visit.outcome = 'other_way' THEN 'other_way'
        END
        FROM visit WHERE visit.id = visit_student.visit_id
    );
CREATE INDEX visit_student_reached
    ON visit_student (student_id, reached_by, school_id, started_at);
