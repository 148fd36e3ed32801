CREATE TABLE installation (
    one BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    kek_check BYTEA NOT NULL,
    founded_at BIGINT NOT NULL,
    finished_at BIGINT
);
