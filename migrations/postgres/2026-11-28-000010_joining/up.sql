-- A family's invitation for one child, for whoever of the family opens it; what is sent to one
-- guardian alone is a `link`. The secret is derived from the id and a key, never stored.
CREATE TABLE join_invite (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    made_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX join_invite_student ON join_invite (student_id, expires_at);
CREATE INDEX join_invite_made_by ON join_invite (made_by);

-- What a person agreed to for one child, and when; taken back, it stays with its end.
CREATE TABLE consent (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    notice_version TEXT COLLATE "C" NOT NULL,
    given_as TEXT COLLATE "C" NOT NULL,
    given_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE UNIQUE INDEX consent_live ON consent (person_id, student_id) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_person ON consent (person_id);
CREATE INDEX consent_student ON consent (student_id);

-- Someone whom the roster does not know, and who proved the phone, wants to join for a child: a
-- guardian says yes or no. `made_guardian` tells that the right began with that yes.
CREATE TABLE carer_request (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    invite_id TEXT COLLATE "C" NOT NULL REFERENCES join_invite (id) ON DELETE CASCADE,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    relation TEXT COLLATE "C" NOT NULL,
    notice_version TEXT COLLATE "C" NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    decided_by TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL,
    accepted BOOLEAN,
    made_guardian BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX carer_request_pair ON carer_request (student_id, person_id);
CREATE INDEX carer_request_person ON carer_request (person_id);
CREATE INDEX carer_request_invite ON carer_request (invite_id);
CREATE INDEX carer_request_decided_by ON carer_request (decided_by);
CREATE INDEX carer_request_asked ON carer_request (asked_at);

-- A code may belong to no account: who asks to join gets one only when the phone is proved.
ALTER TABLE sign_in_code ADD COLUMN holder_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE CASCADE;
UPDATE sign_in_code SET holder_id = account_id;
DROP INDEX sign_in_code_account;
ALTER TABLE sign_in_code DROP COLUMN account_id;
ALTER TABLE sign_in_code RENAME COLUMN holder_id TO account_id;
CREATE INDEX sign_in_code_account ON sign_in_code (account_id);

-- What someone typed who asked for a code by a family's link. It says nothing of who they are until
-- the code is right. `person_is_new` tells that the person came with it and goes with it.
CREATE TABLE join_ask (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    invite_id TEXT COLLATE "C" NOT NULL REFERENCES join_invite (id) ON DELETE CASCADE,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    person_is_new BOOLEAN NOT NULL,
    phone_hash TEXT COLLATE "C" NOT NULL,
    relation TEXT COLLATE "C" NOT NULL,
    code_id TEXT COLLATE "C" NOT NULL REFERENCES sign_in_code (id) ON DELETE CASCADE,
    asked_at TIMESTAMP NOT NULL
);
CREATE INDEX join_ask_student ON join_ask (student_id, phone_hash);
CREATE INDEX join_ask_invite ON join_ask (invite_id);
CREATE INDEX join_ask_person ON join_ask (person_id);
CREATE INDEX join_ask_code ON join_ask (code_id);
CREATE INDEX join_ask_asked ON join_ask (asked_at);
