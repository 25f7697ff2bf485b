-- The organisation tree; the closure lists every pair of a node and what lies above it.
CREATE TABLE org_node (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    parent_id TEXT COLLATE "C" REFERENCES org_node (id) ON DELETE RESTRICT,
    name TEXT COLLATE "C" NOT NULL,
    sort INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX org_node_parent ON org_node (parent_id);

CREATE TABLE org_closure (
    ancestor_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    descendant_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    depth INTEGER NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id)
);
CREATE INDEX org_closure_descendant ON org_closure (descendant_id);

CREATE TABLE school (
    node_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES org_node (id) ON DELETE CASCADE,
    school_type TEXT COLLATE "C" NOT NULL,
    system TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C"
);

-- A class keeps the year its pupils entered and its number; its name follows from them.
CREATE TABLE school_class (
    node_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES org_node (id) ON DELETE CASCADE,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    grade TEXT COLLATE "C" NOT NULL,
    entry_year INTEGER NOT NULL,
    number INTEGER NOT NULL
);
CREATE UNIQUE INDEX school_class_place ON school_class (school_id, grade, entry_year, number);

CREATE TABLE term (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    district_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    school_year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL
);
CREATE UNIQUE INDEX term_place ON term (district_id, school_year, number);

-- Holidays and 调休; days that are not listed follow the week.
CREATE TABLE calendar_day (
    day DATE NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL
);

-- One document per version; binding only once two persons approved it with a document number.
CREATE TABLE rule_pack (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    effective_from DATE NOT NULL,
    effective_to DATE,
    document_number TEXT COLLATE "C",
    approved_by_a TEXT COLLATE "C",
    approved_by_b TEXT COLLATE "C",
    approved_at TIMESTAMP
);
CREATE UNIQUE INDEX rule_pack_version ON rule_pack (code, version);

CREATE TABLE student (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    student_number TEXT COLLATE "C",
    number_is_temporary BOOLEAN NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sex TEXT COLLATE "C",
    born_on DATE,
    address_sealed BYTEA,
    created_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX student_number ON student (school_id, student_number);

-- Destroying a student's key makes all sealed text of that student unreadable, backups included.
CREATE TABLE student_key (
    student_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES student (id) ON DELETE CASCADE,
    suite INTEGER NOT NULL,
    wrapped BYTEA NOT NULL,
    destroyed_at TIMESTAMP
);

CREATE TABLE enrolment (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    class_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    from_on DATE NOT NULL,
    to_on DATE
);
CREATE INDEX enrolment_student ON enrolment (student_id);
CREATE INDEX enrolment_class ON enrolment (class_id);

CREATE TABLE guardianship (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    student_id TEXT COLLATE "C" NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    relation TEXT COLLATE "C" NOT NULL,
    primary_carer BOOLEAN NOT NULL,
    may_view BOOLEAN NOT NULL,
    may_decide BOOLEAN NOT NULL,
    may_arrange BOOLEAN NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE
);
CREATE UNIQUE INDEX guardianship_pair ON guardianship (student_id, person_id);
CREATE INDEX guardianship_person ON guardianship (person_id);

-- A role held on a node for a time; `covers_below` reaches everything under the node.
CREATE TABLE role_grant (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT COLLATE "C" NOT NULL,
    node_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    covers_below BOOLEAN NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    granted_by TEXT COLLATE "C" REFERENCES account (id) ON DELETE SET NULL
);
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_node ON role_grant (node_id);
CREATE INDEX role_grant_granted_by ON role_grant (granted_by);

CREATE TABLE school_sheet (
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    term_id TEXT COLLATE "C" NOT NULL REFERENCES term (id) ON DELETE CASCADE,
    care TEXT COLLATE "C" NOT NULL,
    policy TEXT COLLATE "C" NOT NULL,
    opinions_sought TEXT COLLATE "C" NOT NULL,
    resources TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (school_id, term_id)
);
CREATE INDEX school_sheet_term ON school_sheet (term_id);

-- An uploaded sheet on its way from the file to rows; sealed, and emptied once it is applied.
CREATE TABLE sheet_import (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    school_id TEXT COLLATE "C" NOT NULL REFERENCES org_node (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C" NOT NULL,
    content_sealed BYTEA NOT NULL,
    headers TEXT COLLATE "C" NOT NULL,
    column_match TEXT COLLATE "C" NOT NULL,
    counts TEXT COLLATE "C" NOT NULL,
    report TEXT COLLATE "C",
    created_by TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    created_at TIMESTAMP NOT NULL,
    applied_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE INDEX sheet_import_school ON sheet_import (school_id);
CREATE INDEX sheet_import_created_by ON sheet_import (created_by);
