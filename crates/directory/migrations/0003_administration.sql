ALTER TABLE agencies ADD COLUMN named_at BIGINT;
ALTER TABLE agencies ADD COLUMN dissolved_at BIGINT;
ALTER TABLE posts ADD COLUMN closed_at BIGINT;
ALTER TABLE officials ADD COLUMN name_blind BYTEA;
CREATE INDEX agencies_unnamed ON agencies (id) WHERE named_at IS NULL;
CREATE INDEX officials_unnamed ON officials (id) WHERE name_blind IS NULL;
CREATE INDEX officials_by_name ON officials (name_blind, id);

CREATE TABLE agency_names (
    agency TEXT NOT NULL REFERENCES agencies (id),
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    key_zh BYTEA NOT NULL,
    key_en BYTEA NOT NULL,
    PRIMARY KEY (agency, from_at)
);
CREATE UNIQUE INDEX agency_names_now ON agency_names (agency) WHERE until_at IS NULL;
CREATE INDEX agency_names_in_order ON agency_names (key_zh, agency) WHERE until_at IS NULL;
CREATE INDEX agency_names_by_zh ON agency_names (key_zh, agency, from_at);
CREATE INDEX agency_names_by_en ON agency_names (key_en, agency, from_at);
