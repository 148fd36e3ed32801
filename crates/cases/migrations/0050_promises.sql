CREATE TABLE promises (
    case_id TEXT PRIMARY KEY,
    words BYTEA NOT NULL,
    signed_at BIGINT NOT NULL
);
