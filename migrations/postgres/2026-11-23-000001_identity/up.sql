-- People, their accounts and sessions. Phones are sealed; they are found by a keyed hash.
CREATE TABLE person (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    phone_sealed BYTEA,
    phone_hash TEXT COLLATE "C",
    created_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX person_phone_hash ON person (phone_hash);

-- `epoch` grows when all sessions must end; a session counts only with the present one.
CREATE TABLE account (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
    phone_hash TEXT COLLATE "C",
    epoch INTEGER NOT NULL,
    disabled_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX account_person ON account (person_id);
CREATE UNIQUE INDEX account_phone_hash ON account (phone_hash);

CREATE TABLE session (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX session_account ON session (account_id);

-- The code itself is derived from the id and a key when the message is rendered.
CREATE TABLE sign_in_code (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    tries INTEGER NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX sign_in_code_account ON sign_in_code (account_id);

CREATE TABLE sign_in_link (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX sign_in_link_account ON sign_in_link (account_id);
