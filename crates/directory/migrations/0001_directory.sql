CREATE TABLE imports (
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    version TEXT NOT NULL,
    file TEXT NOT NULL,
    hash BYTEA NOT NULL,
    n_rows BIGINT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (kind, source)
);

CREATE TABLE import_versions (
    version TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    dropped_at BIGINT
);
CREATE INDEX import_versions_by_source ON import_versions (kind, source);

CREATE TABLE regions (
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    parent TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    name_key BYTEA NOT NULL,
    PRIMARY KEY (version, code)
);
CREATE INDEX regions_by_parent ON regions (version, parent, code);
CREATE INDEX regions_by_name ON regions (version, name_key, code);

CREATE TABLE calendars (
    version TEXT PRIMARY KEY,
    zone TEXT NOT NULL,
    facts TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE agencies (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    region TEXT NOT NULL,
    level BIGINT NOT NULL,
    kind TEXT NOT NULL,
    principal TEXT,
    supervisor TEXT,
    founded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX agencies_by_code ON agencies (code);
CREATE INDEX agencies_by_region ON agencies (region, id);

CREATE TABLE posts (
    id TEXT PRIMARY KEY,
    agency TEXT NOT NULL REFERENCES agencies (id),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    powers TEXT NOT NULL,
    opened_at BIGINT NOT NULL
);
CREATE INDEX posts_by_agency ON posts (agency, id);

CREATE TABLE officials (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    name BYTEA NOT NULL,
    number BYTEA,
    number_blind BYTEA,
    appointed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX officials_by_number ON officials (number_blind);

CREATE TABLE holdings (
    id TEXT PRIMARY KEY,
    official TEXT NOT NULL REFERENCES officials (id),
    post TEXT NOT NULL REFERENCES posts (id),
    from_at BIGINT NOT NULL,
    until_at BIGINT
);
CREATE UNIQUE INDEX holdings_now ON holdings (official, post) WHERE until_at IS NULL;
CREATE INDEX holdings_by_official ON holdings (official, from_at, id);
