-- A family's invitation for one child, for whoever of the family opens it; what is sent to one
-- guardian alone is a `link`. The secret is derived from the id and a key, never stored.
CREATE TABLE join_invite (
    id TEXT NOT NULL PRIMARY KEY,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    made_by TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX join_invite_student ON join_invite (student_id, expires_at);
CREATE INDEX join_invite_made_by ON join_invite (made_by);

-- What a person agreed to for one child, and when; taken back, it stays with its end.
CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    notice_version TEXT NOT NULL,
    given_as TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE UNIQUE INDEX consent_live ON consent (person_id, student_id) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_person ON consent (person_id);
CREATE INDEX consent_student ON consent (student_id);

-- Someone whom the roster does not know wants to join for a child: a guardian says yes or no.
-- `person_is_new` tells that the person came with this wish and goes with it.
CREATE TABLE carer_request (
    id TEXT NOT NULL PRIMARY KEY,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    invite_id TEXT NOT NULL REFERENCES join_invite (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    person_is_new BOOLEAN NOT NULL,
    relation TEXT NOT NULL,
    notice_version TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    proved_at TIMESTAMP,
    decided_at TIMESTAMP,
    decided_by TEXT REFERENCES account (id) ON DELETE SET NULL,
    accepted BOOLEAN
);
CREATE UNIQUE INDEX carer_request_pair ON carer_request (student_id, person_id);
CREATE INDEX carer_request_person ON carer_request (person_id);
CREATE INDEX carer_request_invite ON carer_request (invite_id);
CREATE INDEX carer_request_decided_by ON carer_request (decided_by);
CREATE INDEX carer_request_asked ON carer_request (asked_at);
