CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    name BYTEA NOT NULL,
    format TEXT NOT NULL,
    n_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ready_at BIGINT,
    holder TEXT,
    let_go_at BIGINT,
    collected_at BIGINT
);
CREATE INDEX uploads_by_subject ON uploads (subject, made_at, id);
CREATE INDEX uploads_by_holder ON uploads (subject, holder, id) WHERE holder IS NOT NULL;
CREATE INDEX uploads_let_go ON uploads (let_go_at, id) WHERE let_go_at IS NOT NULL;

CREATE TABLE files (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    holder TEXT NOT NULL,
    name BYTEA NOT NULL,
    format TEXT NOT NULL,
    n_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);
CREATE INDEX files_by_holder ON files (holder, kept_at, id);

CREATE TABLE file_rows (
    sha256 TEXT NOT NULL,
    n BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (sha256, n)
);
