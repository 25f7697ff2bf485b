-- Which office of a school owns matters of a kind and theme.
CREATE TABLE routing_rule (
    school_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    theme TEXT NOT NULL,
    office_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    PRIMARY KEY (school_id, kind, theme)
);
CREATE INDEX routing_rule_office ON routing_rule (office_id);

-- One brought-back thing. Its limits are frozen from the rule pack when it is made.
CREATE TABLE matter (
    id TEXT NOT NULL PRIMARY KEY,
    school_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    class_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    student_id TEXT NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    theme TEXT NOT NULL,
    for_information BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    resolution TEXT,
    cycle INTEGER NOT NULL,
    returns INTEGER NOT NULL,
    escalation INTEGER NOT NULL,
    office_id TEXT REFERENCES org_node (id) ON DELETE SET NULL,
    accepted_by TEXT REFERENCES account (id) ON DELETE SET NULL,
    author_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    raiser_id TEXT REFERENCES person (id) ON DELETE SET NULL,
    captured_at TIMESTAMP NOT NULL,
    limits TEXT NOT NULL,
    answer_due_at TIMESTAMP,
    solution_due_at TIMESTAMP,
    answered_at TIMESTAMP,
    delivered_at TIMESTAMP,
    closed_at TIMESTAMP,
    body_sealed BLOB NOT NULL,
    proposed_sealed BLOB,
    version INTEGER NOT NULL
);
CREATE INDEX matter_school_state ON matter (school_id, state);
CREATE INDEX matter_state_delivered ON matter (state, delivered_at);
CREATE INDEX matter_class ON matter (class_id);
CREATE INDEX matter_student ON matter (student_id);
CREATE INDEX matter_office ON matter (office_id);
CREATE INDEX matter_accepted_by ON matter (accepted_by);
CREATE INDEX matter_author ON matter (author_id);
CREATE INDEX matter_raiser ON matter (raiser_id);

CREATE TABLE matter_event (
    matter_id TEXT NOT NULL REFERENCES matter (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    kind TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id TEXT REFERENCES account (id) ON DELETE SET NULL,
    office_id TEXT REFERENCES org_node (id) ON DELETE SET NULL,
    resolution TEXT,
    text_sealed BLOB,
    PRIMARY KEY (matter_id, seq)
);
CREATE INDEX matter_event_account ON matter_event (account_id);
CREATE INDEX matter_event_office ON matter_event (office_id);
