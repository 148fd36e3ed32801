CREATE INDEX tasks_by_ender ON tasks (ended_by, ended_at) WHERE ended_by IS NOT NULL;
