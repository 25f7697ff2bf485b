-- Append-only: who did what to which, in the transaction of the change.
CREATE TABLE audit_entry (
    id TEXT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    student_id TEXT,
    request_id TEXT
);
CREATE INDEX audit_entry_student ON audit_entry (student_id, actor_id, at);

-- The chain over committed entries: each hash covers the entry and the hash before it.
CREATE TABLE audit_seal (
    seq BIGINT NOT NULL PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES audit_entry (id) ON DELETE RESTRICT,
    hash TEXT NOT NULL,
    sealed_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX audit_seal_entry ON audit_seal (entry_id);

-- What this site is: the demo flag, the city's name, filing number and complaints address.
CREATE TABLE site_setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
