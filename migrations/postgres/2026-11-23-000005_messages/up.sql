-- The right behind a link page; its secret is derived from the id and a key, never stored.
CREATE TABLE link (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    subject_id TEXT COLLATE "C" NOT NULL,
    cycle INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP
);
CREATE UNIQUE INDEX link_subject ON link (purpose, subject_id, person_id, cycle);
CREATE INDEX link_person ON link (person_id);
CREATE INDEX link_student ON link (student_id);

-- The outbox: template and ids, never text. Written in the transaction of what it tells.
CREATE TABLE message (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    template TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    link_id TEXT COLLATE "C" REFERENCES link (id) ON DELETE CASCADE,
    code_id TEXT COLLATE "C" REFERENCES sign_in_code (id) ON DELETE CASCADE,
    state TEXT COLLATE "C" NOT NULL,
    tries INTEGER NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    delivered_at TIMESTAMP
);
CREATE INDEX message_due ON message (state, next_try_at);
CREATE INDEX message_person ON message (person_id);
CREATE INDEX message_link ON message (link_id);
CREATE INDEX message_code ON message (code_id);
