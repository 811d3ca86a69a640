-- For whom a product is and how it differs from what they would take instead: one for each product.

create table positioning (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    for_whom text not null,
    category text not null,
    benefit text not null,
    unlike text not null,
    proof text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);
