-- A public notice (公示) of recommended candidates. closes_at is the end of its last working day.
CREATE TABLE public_notice (
    id TEXT NOT NULL PRIMARY KEY,
    node_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    published_by TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    published_at TIMESTAMP NOT NULL,
    working_days INTEGER NOT NULL,
    last_day DATE NOT NULL,
    document_number TEXT,
    issued_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE INDEX public_notice_node ON public_notice (node_id, published_at);
CREATE INDEX public_notice_published_by ON public_notice (published_by);

-- Who is on a notice, as it was printed.
CREATE TABLE notice_entry (
    notice_id TEXT NOT NULL REFERENCES public_notice (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
    sort INTEGER NOT NULL,
    name TEXT NOT NULL,
    school_name TEXT NOT NULL,
    level TEXT NOT NULL,
    PRIMARY KEY (notice_id, application_id)
);
CREATE INDEX notice_entry_application ON notice_entry (application_id);

-- An objection to a notice. The same one sent twice has the same print and is kept once.
CREATE TABLE objection (
    id TEXT NOT NULL PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES public_notice (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
    name_sealed BLOB NOT NULL,
    contact_sealed BLOB NOT NULL,
    body_sealed BLOB NOT NULL,
    print TEXT NOT NULL,
    state TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    decided_by TEXT REFERENCES account (id) ON DELETE RESTRICT,
    decided_at TIMESTAMP,
    reason_sealed BLOB,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX objection_once ON objection (notice_id, print);
CREATE INDEX objection_application ON objection (application_id);
CREATE INDEX objection_decided_by ON objection (decided_by);

-- The last number given, by prefix, level and year: raised in the transaction that issues.
CREATE TABLE certificate_counter (
    prefix TEXT NOT NULL,
    level TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (prefix, level, year)
);

-- A sheet of holders from before, and its rows as they were read.
CREATE TABLE legacy_batch (
    id TEXT NOT NULL PRIMARY KEY,
    node_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    file_name TEXT NOT NULL,
    state TEXT NOT NULL,
    uploaded_by TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    uploaded_at TIMESTAMP NOT NULL,
    confirmed_by TEXT REFERENCES account (id) ON DELETE RESTRICT,
    confirmed_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE INDEX legacy_batch_node ON legacy_batch (node_id);
CREATE INDEX legacy_batch_uploaded_by ON legacy_batch (uploaded_by);
CREATE INDEX legacy_batch_confirmed_by ON legacy_batch (confirmed_by);

CREATE TABLE legacy_row (
    batch_id TEXT NOT NULL REFERENCES legacy_batch (id) ON DELETE CASCADE,
    row_number INTEGER NOT NULL,
    name TEXT NOT NULL,
    school_name TEXT NOT NULL,
    school_id TEXT REFERENCES org_node (id) ON DELETE SET NULL,
    level TEXT,
    number TEXT NOT NULL,
    issued_on DATE,
    valid_to DATE,
    faults TEXT NOT NULL,
    PRIMARY KEY (batch_id, row_number)
);
CREATE INDEX legacy_row_school ON legacy_row (school_id);

-- A certificate as it was issued. Its credential is the signed statement of the same facts.
-- Time alone makes it due or expired; the state does not say so.
CREATE TABLE certificate (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    application_id TEXT REFERENCES application (id) ON DELETE RESTRICT,
    notice_id TEXT REFERENCES public_notice (id) ON DELETE RESTRICT,
    legacy_batch_id TEXT REFERENCES legacy_batch (id) ON DELETE RESTRICT,
    person_id TEXT REFERENCES person (id) ON DELETE RESTRICT,
    node_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    school_name TEXT NOT NULL,
    level TEXT NOT NULL,
    document_number TEXT,
    issued_on DATE NOT NULL,
    valid_to DATE,
    state TEXT NOT NULL,
    status_index INTEGER NOT NULL,
    credential TEXT NOT NULL,
    proposed_by TEXT REFERENCES account (id) ON DELETE RESTRICT,
    replaces_id TEXT REFERENCES certificate (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX certificate_number ON certificate (number);
CREATE UNIQUE INDEX certificate_application ON certificate (application_id);
CREATE UNIQUE INDEX certificate_status_index ON certificate (status_index);
CREATE INDEX certificate_notice ON certificate (notice_id);
CREATE INDEX certificate_legacy_batch ON certificate (legacy_batch_id);
CREATE INDEX certificate_person ON certificate (person_id);
CREATE INDEX certificate_node ON certificate (node_id, number);
CREATE INDEX certificate_state ON certificate (state);
CREATE INDEX certificate_proposed_by ON certificate (proposed_by);
CREATE INDEX certificate_replaces ON certificate (replaces_id);

CREATE TABLE certificate_event (
    certificate_id TEXT NOT NULL REFERENCES certificate (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id TEXT REFERENCES account (id) ON DELETE SET NULL,
    reason_sealed BLOB,
    PRIMARY KEY (certificate_id, seq)
);
CREATE INDEX certificate_event_account ON certificate_event (account_id);

-- Files of certificates, rendered when first asked for, found by the hash of what they say.
CREATE TABLE certificate_file (
    hash TEXT NOT NULL,
    form TEXT NOT NULL,
    certificate_id TEXT NOT NULL REFERENCES certificate (id) ON DELETE CASCADE,
    content BLOB NOT NULL,
    PRIMARY KEY (hash, form)
);
CREATE INDEX certificate_file_certificate ON certificate_file (certificate_id);
