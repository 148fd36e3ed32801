CREATE TABLE matters (
    key TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    published_at BIGINT NOT NULL
);

CREATE TABLE matter_versions (
    id TEXT PRIMARY KEY,
    matter TEXT NOT NULL,
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    published_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX matter_versions_by_number ON matter_versions (matter, number);

CREATE TABLE competences (
    matter TEXT NOT NULL,
    role TEXT NOT NULL,
    region TEXT NOT NULL,
    agency TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (matter, role, region)
);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    matter TEXT NOT NULL,
    version TEXT NOT NULL,
    subject TEXT NOT NULL,
    region TEXT NOT NULL,
    agency TEXT NOT NULL,
    agency_region TEXT NOT NULL,
    stage TEXT NOT NULL,
    flow TEXT NOT NULL,
    clocks TEXT NOT NULL,
    answers BYTEA NOT NULL,
    received_at BIGINT NOT NULL,
    correction_told_at BIGINT,
    accepted_at BIGINT,
    decided_at BIGINT,
    delivered_at BIGINT,
    ended_at BIGINT,
    outcome TEXT,
    due_at BIGINT,
    provisional_since BIGINT
);
CREATE UNIQUE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_subject ON cases (subject, received_at, id);
CREATE INDEX cases_by_due ON cases (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX cases_provisional ON cases (id) WHERE provisional_since IS NOT NULL;

CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    node TEXT NOT NULL,
    visit BIGINT NOT NULL,
    duty TEXT NOT NULL,
    agency TEXT,
    due_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT,
    outcome TEXT,
    result BYTEA
);
CREATE INDEX tasks_by_case ON tasks (case_id, opened_at, id);
CREATE INDEX tasks_open ON tasks (agency, duty, due_at, id) WHERE ended_at IS NULL;

CREATE TABLE visits (
    task TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    first_official TEXT NOT NULL,
    second_official TEXT NOT NULL,
    appointed_at BIGINT NOT NULL
);
CREATE INDEX visits_by_case ON visits (case_id, task);

CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    agency TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    body BYTEA NOT NULL
);
CREATE INDEX notices_by_case ON notices (case_id, issued_at, id);

CREATE TABLE notice_numbers (
    agency TEXT NOT NULL,
    year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (agency, year, kind)
);

CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    matter TEXT NOT NULL,
    version TEXT NOT NULL,
    answers BYTEA NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX drafts_by_subject ON drafts (subject, matter, updated_at);

CREATE TABLE looks (
    key TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);
