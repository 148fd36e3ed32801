CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BYTEA NOT NULL,
    told_at BIGINT NOT NULL
);
CREATE INDEX messages_by_subject ON messages (subject, told_at, id);

CREATE TABLE messages_unread (
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (subject, message)
);
