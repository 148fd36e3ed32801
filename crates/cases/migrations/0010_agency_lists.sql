CREATE INDEX cases_of_agency ON cases (agency, stage, received_at, id);
CREATE INDEX cases_of_agency_matter ON cases (agency, matter, stage, received_at, id);

CREATE TABLE desk_filters (
    id TEXT PRIMARY KEY,
    official TEXT NOT NULL,
    post TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);
CREATE INDEX desk_filters_of ON desk_filters (official, post, saved_at, id);
