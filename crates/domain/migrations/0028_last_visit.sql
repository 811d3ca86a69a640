-- When somebody looked at a product last and the newest change they could see then, so that its first page tells what changed
-- since.

create table last_visit (
    workspace_id uuid not null,
    person_id uuid not null,
    product_id uuid not null,
    since bigint,
    since_seq bigint not null,
    seen_at bigint not null,
    seen_seq bigint not null,
    primary key (workspace_id, person_id, product_id)
);

-- Experiments that are over and not concluded.
create index experiment_open on experiment (workspace_id, product_id, ends_on, number)
    where decision is null and archived_at is null;
