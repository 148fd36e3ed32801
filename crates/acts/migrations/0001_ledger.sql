CREATE TABLE acts_positions (
    position BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL
);
CREATE UNIQUE INDEX acts_positions_by_seq ON acts_positions (seq);

CREATE TABLE epochs (
    epoch BIGINT PRIMARY KEY,
    origin TEXT NOT NULL,
    verifier TEXT NOT NULL,
    first_position BIGINT NOT NULL,
    opening TEXT,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    signed_at BIGINT NOT NULL
);

CREATE TABLE tiles (
    epoch BIGINT NOT NULL,
    level BIGINT NOT NULL,
    n BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (epoch, level, n)
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

CREATE TABLE reactions (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);

CREATE TABLE reactions_parked (
    reaction TEXT NOT NULL,
    position BIGINT NOT NULL,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    parked_at BIGINT NOT NULL,
    PRIMARY KEY (reaction, position)
);

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    n_tries BIGINT NOT NULL,
    reason TEXT,
    dead_at BIGINT
);
CREATE UNIQUE INDEX jobs_by_key ON jobs (kind, key);
CREATE INDEX jobs_by_due ON jobs (due_at, id);

CREATE TABLE submissions (
    key TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    answered_at BIGINT NOT NULL
);
