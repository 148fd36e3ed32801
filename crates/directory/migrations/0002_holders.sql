CREATE INDEX holdings_by_post ON holdings (post, from_at, id) WHERE until_at IS NULL;
