-- Several seats at one step of the flow. Empty where a step has only its own.
ALTER TABLE tasks ADD COLUMN seat TEXT;

-- The time limits of open nodes of the flow.
CREATE TABLE timers (
    case_id TEXT NOT NULL,
    node TEXT NOT NULL,
    visit BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, node)
);
CREATE INDEX timers_due ON timers (due_at, case_id, node);
