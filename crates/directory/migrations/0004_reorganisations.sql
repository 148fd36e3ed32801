CREATE TABLE reorganisations (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL,
    basis TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    done_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX reorganisations_in_order ON reorganisations (effective_at, id);
CREATE INDEX reorganisations_open ON reorganisations (effective_at, id)
    WHERE done_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE successions (
    predecessor TEXT NOT NULL REFERENCES agencies (id),
    successor TEXT NOT NULL REFERENCES agencies (id),
    place BIGINT NOT NULL,
    reorganisation TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (predecessor, place)
);
CREATE INDEX successions_by_successor ON successions (successor, predecessor);

CREATE TABLE post_moves (
    post TEXT NOT NULL REFERENCES posts (id),
    until_at BIGINT NOT NULL,
    agency TEXT NOT NULL,
    PRIMARY KEY (post, until_at)
);

CREATE INDEX agencies_by_principal ON agencies (principal, id) WHERE principal IS NOT NULL;
CREATE INDEX agencies_by_supervisor ON agencies (supervisor, id) WHERE supervisor IS NOT NULL;
