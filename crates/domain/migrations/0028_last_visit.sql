-- When somebody looked at a product last, so that its first page tells what changed since.

create table last_visit (
    workspace_id uuid not null,
    person_id uuid not null,
    product_id uuid not null,
    since bigint,
    seen_at bigint not null,
    primary key (workspace_id, person_id, product_id)
);
