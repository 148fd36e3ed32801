CREATE TABLE matter_popularity (
    matter TEXT PRIMARY KEY,
    n_cases BIGINT NOT NULL
);

CREATE TABLE popularity_counted (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);
