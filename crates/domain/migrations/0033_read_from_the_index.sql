-- The last story of a feature that is to do, and the releases of its stories, are read from the index alone.
create index story_of_feature_by_state on story (workspace_id, feature_id, state, rank)
 where archived_at is null and feature_id is not null;
create index story_of_feature_by_release on story (workspace_id, feature_id, release_id, state)
 where archived_at is null and feature_id is not null and release_id is not null;

-- What an account pays, where hundreds are asked for.
create index customer_revenue on customer (workspace_id, id, revenue_minor);

-- Who follows an item.
create index follower_now on follower (workspace_id, item_id, person_id) where archived_at is null;

-- The cells of a comparison, without how one knows.
create index rating_of_product on rating (workspace_id, product_id, capability_id, competitor_id, level, seen_on)
 where archived_at is null;

-- What came into a sprint or went out of it: few of all changes.
create index change_of_sprint on change (workspace_id, product_id, seq)
 where noun = 'story' and replace(fields, 'sprint_id', '') <> fields;
