-- Which office of a school owns matters of a kind and theme.
CREATE TABLE routing_rule (
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL,
    theme TEXT COLLATE "C" NOT NULL,
    office_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    PRIMARY KEY (school_id, kind, theme)
);
CREATE INDEX routing_rule_office ON routing_rule (office_id);

-- One brought-back thing. Its limits are frozen from the rule pack when it is made.
CREATE TABLE matter (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    class_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
    source TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    theme TEXT COLLATE "C" NOT NULL,
    for_information BOOLEAN NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    resolution TEXT COLLATE "C",
    cycle INTEGER NOT NULL,
    returns INTEGER NOT NULL,
    escalation INTEGER NOT NULL,
    office_id TEXT COLLATE "C" REFERENCES org_node (id) ON DELETE SET NULL,
    accepted_by TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL,
    author_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    raiser_id TEXT COLLATE "C" REFERENCES person (id) ON DELETE SET NULL,
    captured_at TIMESTAMP NOT NULL,
    limits TEXT COLLATE "C" NOT NULL,
    answer_due_at TIMESTAMP,
    solution_due_at TIMESTAMP,
    answered_at TIMESTAMP,
    delivered_at TIMESTAMP,
    closed_at TIMESTAMP,
    body_sealed BYTEA NOT NULL,
    proposed_sealed BYTEA,
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
    matter_id TEXT COLLATE "C" NOT NULL REFERENCES matter (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL,
    office_id TEXT COLLATE "C" REFERENCES org_node (id) ON DELETE SET NULL,
    resolution TEXT COLLATE "C",
    text_sealed BYTEA,
    PRIMARY KEY (matter_id, seq)
);
CREATE INDEX matter_event_account ON matter_event (account_id);
CREATE INDEX matter_event_office ON matter_event (office_id);
