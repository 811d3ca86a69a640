-- What hangs on an item is found without what was removed of it, and what was removed last without the rest.

create index attachment_hanging on attachment (workspace_id, item_id, created_at, id)
    where archived_at is null and erased_at is null;

create index attachment_removed on attachment (workspace_id, item_id, archived_at, id)
    where archived_at is not null and erased_at is null;
