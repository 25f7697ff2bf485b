-- A cohort of candidates (2026秋 第2批). The rules are frozen on it when it is opened.
CREATE TABLE cohort (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    node_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    level TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    rules TEXT COLLATE "C" NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX cohort_node_name ON cohort (node_id, level, name);
CREATE INDEX cohort_created_by ON cohort (created_by);

-- An application, from the first day to what becomes of the certificate. Of each person and level
-- one is under way at most: open_key is the person and level while it is, and empty afterwards.
CREATE TABLE application (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    level TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    refused_from TEXT COLLATE "C",
    suspended_from TEXT COLLATE "C",
    cohort_id TEXT COLLATE "C" REFERENCES cohort (id) ON DELETE RESTRICT,
    rules TEXT COLLATE "C" NOT NULL,
    open_key TEXT COLLATE "C",
    body_hash TEXT COLLATE "C" NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX application_open ON application (open_key);
CREATE INDEX application_person ON application (person_id);
CREATE INDEX application_school_state ON application (school_id, state);
CREATE INDEX application_cohort_state ON application (cohort_id, state);

CREATE TABLE application_event (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL,
    reason_sealed BYTEA,
    PRIMARY KEY (application_id, seq)
);
CREATE INDEX application_event_account ON application_event (account_id);

-- An appeal against the refusal that is the event of this number; one for each.
CREATE TABLE appeal (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    refusal_seq INTEGER NOT NULL,
    text_sealed BYTEA NOT NULL,
    made_at TIMESTAMP NOT NULL,
    upheld BOOLEAN,
    reason_sealed BYTEA,
    decided_by TEXT COLLATE "C" REFERENCES account (id) ON DELETE RESTRICT,
    decided_at TIMESTAMP,
    PRIMARY KEY (application_id, refusal_seq)
);
CREATE INDEX appeal_decided_by ON appeal (decided_by);

-- A relation that makes someone unfit to judge: the candidate names a person, an assessor declares
-- it for the own account.
CREATE TABLE declared_relation (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    account_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE RESTRICT,
    name TEXT COLLATE "C",
    relation_sealed BYTEA NOT NULL,
    declared_at TIMESTAMP NOT NULL
);
CREATE INDEX declared_relation_application ON declared_relation (application_id);
CREATE INDEX declared_relation_account ON declared_relation (account_id);

-- A training of a cohort; its hours count for whoever signed in.
CREATE TABLE training (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    cohort_id TEXT COLLATE "C" NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    kind TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    hours INTEGER NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    trainer_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX training_cohort ON training (cohort_id);
CREATE INDEX training_trainer ON training (trainer_id);

CREATE TABLE sign_in (
    training_id TEXT COLLATE "C" NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    signed_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    signed_at TIMESTAMP NOT NULL,
    taken_back_at TIMESTAMP,
    reason_sealed BYTEA,
    PRIMARY KEY (training_id, application_id)
);
CREATE INDEX sign_in_application ON sign_in (application_id);
CREATE INDEX sign_in_signed_by ON sign_in (signed_by);

-- An observed five-step lesson: one of a candidate, day and class.
CREATE TABLE observed_lesson (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    class_name TEXT COLLATE "C" NOT NULL,
    observer TEXT COLLATE "C" NOT NULL,
    score INTEGER NOT NULL,
    correction_sealed BYTEA,
    entered_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    entered_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX observed_lesson_once ON observed_lesson (application_id, day, class_name);
CREATE INDEX observed_lesson_entered_by ON observed_lesson (entered_by);

-- A part of the exam that was taken: one of a candidate, part and day.
CREATE TABLE exam_score (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    part TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    score INTEGER NOT NULL,
    correction_sealed BYTEA,
    entered_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    entered_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX exam_score_once ON exam_score (application_id, part, day);
CREATE INDEX exam_score_entered_by ON exam_score (entered_by);

-- An assessor's seat for a candidate. live_key is candidate and number while nobody freed it.
CREATE TABLE assessment (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    assessor_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    state TEXT COLLATE "C" NOT NULL,
    live_key TEXT COLLATE "C",
    due_on DATE NOT NULL,
    score INTEGER,
    remarks_sealed BYTEA,
    scored_at TIMESTAMP,
    freed_sealed BYTEA,
    given_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    given_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX assessment_live ON assessment (live_key);
CREATE INDEX assessment_application ON assessment (application_id);
CREATE INDEX assessment_assessor_state ON assessment (assessor_id, state);
CREATE INDEX assessment_given_by ON assessment (given_by);

-- A batch that a certifier puts forward (拟认定); its sample is drawn once.
CREATE TABLE recommendation (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    cohort_id TEXT COLLATE "C" NOT NULL REFERENCES cohort (id) ON DELETE RESTRICT,
    state TEXT COLLATE "C" NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE INDEX recommendation_cohort ON recommendation (cohort_id);
CREATE INDEX recommendation_created_by ON recommendation (created_by);

CREATE TABLE recommendation_file (
    recommendation_id TEXT COLLATE "C" NOT NULL REFERENCES recommendation (id) ON DELETE CASCADE,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES application (id) ON DELETE CASCADE,
    by_chance BOOLEAN NOT NULL,
    flagged BOOLEAN NOT NULL,
    opened_at TIMESTAMP,
    PRIMARY KEY (recommendation_id, application_id)
);
CREATE INDEX recommendation_file_application ON recommendation_file (application_id);
