CREATE TABLE matter_drafts (
    id TEXT PRIMARY KEY,
    matter TEXT NOT NULL,
    base TEXT,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    submitted_at BIGINT,
    publish_at BIGINT,
    approved_by TEXT,
    ended_at BIGINT,
    ended_as TEXT
);
CREATE UNIQUE INDEX matter_drafts_open ON matter_drafts (matter) WHERE ended_at IS NULL;

CREATE TABLE matter_edits (
    draft TEXT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    official TEXT NOT NULL,
    what TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (draft, revision)
);
CREATE INDEX matter_edits_by_official ON matter_edits (official, draft);
