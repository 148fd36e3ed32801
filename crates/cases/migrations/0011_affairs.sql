CREATE TABLE procedures (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    key TEXT NOT NULL,
    clause TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL,
    expected_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT,
    reason BYTEA NOT NULL,
    found BYTEA
);
CREATE INDEX procedures_by_case ON procedures (case_id, started_at, id);

CREATE TABLE extension_requests (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    agency TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    reason BYTEA NOT NULL,
    answered_at BIGINT,
    answered_by TEXT,
    answer TEXT,
    answer_words BYTEA
);
CREATE INDEX extension_requests_by_case ON extension_requests (case_id, asked_at, id);
CREATE UNIQUE INDEX extension_requests_open ON extension_requests (case_id) WHERE answered_at IS NULL;
CREATE INDEX extension_requests_waiting ON extension_requests (agency, asked_at, id) WHERE answered_at IS NULL;

CREATE TABLE task_holders (
    task TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    official TEXT NOT NULL,
    since BIGINT NOT NULL,
    given_by TEXT,
    words BYTEA
);
CREATE INDEX task_holders_by_official ON task_holders (official, task);
CREATE INDEX task_holders_by_case ON task_holders (case_id, task);

CREATE TABLE absences (
    id TEXT PRIMARY KEY,
    agency TEXT NOT NULL,
    official TEXT NOT NULL,
    cover TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX absences_by_official ON absences (official, until_at, id);
CREATE INDEX absences_by_cover ON absences (cover, until_at, id);
CREATE INDEX absences_by_agency ON absences (agency, until_at, id);

CREATE TABLE escalations (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    task TEXT NOT NULL,
    agency TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    words BYTEA NOT NULL,
    answered_at BIGINT,
    answered_by TEXT,
    answer BYTEA
);
CREATE INDEX escalations_by_case ON escalations (case_id, asked_at, id);
CREATE UNIQUE INDEX escalations_open ON escalations (task) WHERE answered_at IS NULL;
CREATE INDEX escalations_waiting ON escalations (agency, asked_at, id) WHERE answered_at IS NULL;

CREATE TABLE remarks (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    official TEXT NOT NULL,
    agency TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    words BYTEA NOT NULL
);
CREATE INDEX remarks_by_case ON remarks (case_id, written_at, id);
