-- Stories without a purpose are counted by the index alone: what it is for stands in it.
drop index story_without_purpose;
create index story_without_purpose on story (workspace_id, product_id, number, purpose, archived_at)
 where purpose is null and archived_at is null;
