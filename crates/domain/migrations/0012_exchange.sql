-- Files that came in over a page, and how far each is. The content is emptied once it is imported.

create table import (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    person_id uuid not null,
    kind text not null,
    source text not null,
    content bytea not null,
    state text not null,
    row_count bigint not null,
    at_row bigint not null,
    made bigint not null,
    merged bigint not null,
    refused bigint not null,
    refusals text not null,
    created_at bigint not null,
    ended_at bigint,
    primary key (workspace_id, id)
);

create index import_of_product on import (workspace_id, product_id, id);
create index import_created on import (created_at);
