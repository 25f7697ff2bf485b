-- One film with what was made of it; its files lie in the media folder under their content's hash.
CREATE TABLE media_asset (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    duration_s INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    video_bytes BIGINT NOT NULL,
    audio_bytes BIGINT NOT NULL,
    poster_bytes BIGINT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX media_asset_content ON media_asset (sha256);

-- A micro-lesson (微课): made by one person, published by another.
CREATE TABLE lesson (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES org_node (id) ON DELETE RESTRICT,
    author_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    topic TEXT NOT NULL,
    guideline TEXT NOT NULL,
    guideline_entry TEXT,
    action_text TEXT NOT NULL,
    transcript TEXT NOT NULL,
    captions TEXT,
    captions_tag TEXT,
    asset_id TEXT REFERENCES media_asset (id) ON DELETE RESTRICT,
    reviewer_id TEXT REFERENCES account (id) ON DELETE RESTRICT,
    review_note TEXT,
    is_sample BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP,
    reviewed_at TIMESTAMP,
    published_at TIMESTAMP,
    withdrawn_at TIMESTAMP,
    version INTEGER NOT NULL
);
CREATE INDEX lesson_owner ON lesson (owner_id, state);
CREATE INDEX lesson_author ON lesson (author_id, changed_at);
CREATE INDEX lesson_asset ON lesson (asset_id);
CREATE INDEX lesson_reviewer ON lesson (reviewer_id);
CREATE INDEX lesson_catalogue ON lesson (state, published_at, id);
