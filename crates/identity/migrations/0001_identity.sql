CREATE TABLE people (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    name BYTEA NOT NULL,
    number BYTEA,
    number_blind BYTEA,
    phone BYTEA,
    assurance TEXT NOT NULL,
    registered_at BIGINT NOT NULL,
    erased_at BIGINT
);
CREATE UNIQUE INDEX people_by_subject ON people (subject);
CREATE UNIQUE INDEX people_by_number ON people (number_blind);

CREATE TABLE companies (
    subject TEXT PRIMARY KEY,
    name BYTEA NOT NULL,
    code BYTEA NOT NULL,
    code_blind BYTEA NOT NULL,
    registered_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX companies_by_code ON companies (code_blind);

CREATE TABLE representatives (
    id TEXT PRIMARY KEY,
    company TEXT NOT NULL REFERENCES companies (subject),
    person TEXT NOT NULL REFERENCES people (id),
    evidence BYTEA NOT NULL,
    since_at BIGINT NOT NULL,
    until_at BIGINT
);
CREATE INDEX representatives_by_person ON representatives (person, company);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    login_blind BYTEA,
    password TEXT,
    person TEXT REFERENCES people (id),
    official TEXT,
    made_at BIGINT NOT NULL,
    password_set_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE UNIQUE INDEX accounts_by_login ON accounts (login_blind);
CREATE UNIQUE INDEX accounts_by_person ON accounts (person);
CREATE UNIQUE INDEX accounts_by_official ON accounts (official);

CREATE TABLE sessions (
    hash BYTEA PRIMARY KEY,
    id TEXT NOT NULL,
    account TEXT NOT NULL,
    person TEXT,
    subject TEXT,
    acting_for TEXT,
    official TEXT,
    post TEXT,
    name BYTEA NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account, started_at, id);
CREATE INDEX sessions_by_end ON sessions (ends_at, id);

CREATE TABLE demo_roles (
    key TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    post TEXT,
    acting_for TEXT,
    title TEXT NOT NULL,
    task TEXT NOT NULL,
    landing TEXT NOT NULL,
    place BIGINT NOT NULL
);
