-- Files that hang on items. The bytes lie in a store outside of the database; where each stands on its way in or out, and how
-- much a workspace holds, is bookkeeping.

create table attachment (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    product_id uuid,
    noun text not null,
    item_id uuid not null,
    part_noun text,
    part_id uuid,
    name text not null,
    media_type text not null,
    byte_count bigint not null,
    sha256 text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    erased_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, created_by) references person (workspace_id, id)
);

create index attachment_of_item on attachment (workspace_id, item_id, created_at, id) where erased_at is null;

create index attachment_put_away on attachment (archived_at, workspace_id, id)
    where archived_at is not null and erased_at is null;

create table stored_file (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    state text not null,
    since bigint not null,
    byte_count bigint not null,
    primary key (workspace_id, id)
);

create index stored_file_unsettled on stored_file (since) where state <> 'kept';

create table file_total (
    workspace_id uuid primary key references workspace (id),
    files bigint not null,
    byte_count bigint not null
);
