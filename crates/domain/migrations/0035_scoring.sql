-- By what the features of a product are scored: RICE, or a formula over inputs of the product's own.

-- Empty: RICE.
alter table product add column formula text not null default '';

create table score_input (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    name text not null,
    unit text not null,
    kind text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index score_input_of_product on score_input (workspace_id, product_id, created_at, id) where archived_at is null;

create table score_amount (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feature_id uuid not null,
    input_id uuid not null,
    amount_thousandths bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, feature_id, input_id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id),
    foreign key (workspace_id, input_id) references score_input (workspace_id, id)
);
