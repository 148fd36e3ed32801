CREATE TABLE certificate_types (
    type_key TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    definer_zh TEXT NOT NULL,
    definer_en TEXT NOT NULL,
    holders TEXT NOT NULL,
    shown TEXT NOT NULL,
    validity TEXT NOT NULL,
    face TEXT NOT NULL,
    defined_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX certificate_types_by_code ON certificate_types (code);

CREATE TABLE signing_keys (
    id TEXT PRIMARY KEY,
    agency TEXT NOT NULL,
    suite TEXT NOT NULL,
    public BYTEA NOT NULL,
    subject TEXT NOT NULL,
    secret BYTEA NOT NULL,
    effect TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    retired_at BIGINT
);
CREATE UNIQUE INDEX signing_keys_now ON signing_keys (agency) WHERE retired_at IS NULL;
CREATE INDEX signing_keys_by_end ON signing_keys (valid_until, id) WHERE retired_at IS NULL;

CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    identifier TEXT NOT NULL,
    serial TEXT NOT NULL,
    version BIGINT NOT NULL,
    token TEXT NOT NULL,
    type_key TEXT NOT NULL REFERENCES certificate_types (type_key),
    agency TEXT NOT NULL,
    subject TEXT NOT NULL,
    case_id TEXT,
    number_blind BYTEA NOT NULL,
    signing_key TEXT NOT NULL REFERENCES signing_keys (id),
    body BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    zone TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    until_at BIGINT,
    issued_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_reason TEXT,
    ended_basis TEXT,
    successor TEXT
);
CREATE UNIQUE INDEX certificates_by_identifier ON certificates (identifier);
CREATE UNIQUE INDEX certificates_by_token ON certificates (token);
CREATE UNIQUE INDEX certificates_by_case ON certificates (case_id, type_key);
CREATE INDEX certificates_by_subject ON certificates (subject, issued_at, id);
CREATE INDEX certificates_by_number ON certificates (number_blind, id);

CREATE TABLE certificate_acts (
    certificate TEXT NOT NULL,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (certificate, kind)
);

CREATE TABLE certificate_looks (
    certificate TEXT NOT NULL,
    post TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    PRIMARY KEY (certificate, post)
);
