-- A visit under the id that the phone made; `body_hash` tells a repeat from another body.
CREATE TABLE visit (
    id TEXT NOT NULL PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    class_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    author_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    mode TEXT NOT NULL,
    wanted_mode TEXT,
    started_at TIMESTAMP NOT NULL,
    minutes INTEGER NOT NULL,
    met_child BOOLEAN NOT NULL,
    care BOOLEAN NOT NULL,
    policy BOOLEAN NOT NULL,
    opinions_sought BOOLEAN NOT NULL,
    resources BOOLEAN NOT NULL,
    next_contact_on DATE,
    declared_clean BOOLEAN NOT NULL,
    body_hash TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    confirmed_by TEXT,
    version INTEGER NOT NULL
);
CREATE INDEX visit_school ON visit (school_id);
CREATE INDEX visit_class_started ON visit (class_id, started_at);
CREATE INDEX visit_author ON visit (author_id);
CREATE INDEX visit_state_received ON visit (state, received_at);

-- Text stands once per child, sealed with that child's key, also where siblings share a visit.
CREATE TABLE visit_student (
    visit_id TEXT NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
    measure_sealed BLOB,
    circumstances_sealed BLOB,
    PRIMARY KEY (visit_id, student_id)
);
CREATE INDEX visit_student_student ON visit_student (student_id);

CREATE TABLE visit_met (
    visit_id TEXT NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    relation TEXT NOT NULL,
    PRIMARY KEY (visit_id, person_id)
);
CREATE INDEX visit_met_person ON visit_met (person_id);

CREATE TABLE visit_matter (
    matter_id TEXT NOT NULL PRIMARY KEY REFERENCES matter (id) ON DELETE CASCADE,
    visit_id TEXT NOT NULL REFERENCES visit (id) ON DELETE CASCADE
);
CREATE INDEX visit_matter_visit ON visit_matter (visit_id);

-- The family's word on the record: the proof of a visit.
CREATE TABLE visit_answer (
    visit_id TEXT NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
    answer TEXT NOT NULL,
    note_sealed BLOB,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (visit_id, person_id)
);
CREATE INDEX visit_answer_person ON visit_answer (person_id);
CREATE INDEX visit_answer_student ON visit_answer (student_id);
