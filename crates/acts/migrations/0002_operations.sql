ALTER TABLE reactions_parked ADD COLUMN again_at BIGINT;
CREATE INDEX reactions_parked_again ON reactions_parked (reaction, position) WHERE again_at IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (dead_at, id) WHERE dead_at IS NOT NULL;
CREATE INDEX jobs_failed ON jobs (due_at, id) WHERE reason IS NOT NULL AND dead_at IS NULL;
