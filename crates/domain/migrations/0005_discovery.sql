-- What customers said, and the needs that it leads to.

create table label (
    workspace_id uuid not null,
    product_id uuid not null,
    noun text not null,
    label text not null,
    item_id uuid not null,
    primary key (workspace_id, product_id, noun, label, item_id)
);

create index label_of_item on label (workspace_id, item_id);

create table feedback (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    body text not null,
    channel text not null,
    said_as text not null,
    contact_id uuid,
    customer_id uuid,
    tags text not null,
    state text not null,
    said_at bigint not null,
    recorded_by uuid,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, contact_id) references contact (workspace_id, id),
    foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);

create index feedback_by_time on feedback (workspace_id, product_id, said_at, id) where archived_at is null;
create index feedback_by_state on feedback (workspace_id, product_id, state, said_at, id) where archived_at is null;
create index feedback_of_customer on feedback (workspace_id, customer_id, said_at, id) where customer_id is not null;

create table need (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    title text not null,
    description text not null,
    state text not null,
    parent_id uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, parent_id) references need (workspace_id, id)
);

create index need_by_time on need (workspace_id, product_id, created_at, id) where archived_at is null;

create table quote (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feedback_id uuid not null,
    need_id uuid not null,
    customer_id uuid,
    passage text not null,
    passage_start bigint not null,
    importance bigint not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, feedback_id) references feedback (workspace_id, id),
    foreign key (workspace_id, need_id) references need (workspace_id, id)
);

create index quote_of_need on quote (workspace_id, need_id, created_at) where archived_at is null;
create index quote_of_feedback on quote (workspace_id, feedback_id) where archived_at is null;
