-- What reaches customers together.

create table release (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    version text not null,
    name text not null,
    state text not null,
    audience text not null,
    planned_on bigint,
    released_at bigint,
    note_title text not null,
    note_body text not null,
    note_is_draft boolean not null,
    note_published_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index release_by_number on release (workspace_id, product_id, number) where archived_at is null;
create index release_published on release (workspace_id, product_id, note_published_at)
    where archived_at is null and note_published_at is not null;
