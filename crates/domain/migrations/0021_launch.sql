-- What is to be done around a release, and the fields of a feature whose change the owner took one by one.
-- Days are counted from 1 January 1970.

create table launch_step (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    release_id uuid not null,
    area text not null,
    title text not null,
    person_id uuid,
    due_on bigint,
    done_at bigint,
    done_by uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, release_id) references release (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create index launch_step_of_release on launch_step (workspace_id, release_id, created_at) where archived_at is null;

create index launch_step_of_person on launch_step (workspace_id, person_id, due_on)
    where archived_at is null and done_at is null;

-- The entry that takes the change of one field, and the newest change of it that was taken.
alter table agreement_entry add column field text;
alter table agreement_entry add column taken_seq bigint;
