-- Who our customers are. Money in minor units (cents) a year.

create table customer (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    name text not null,
    sort_key bytea not null,
    segment text not null,
    revenue_minor bigint not null,
    currency text not null,
    seats bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number)
);

create index customer_by_name on customer (workspace_id, sort_key, id) where archived_at is null;

create table contact (
    workspace_id uuid not null,
    id uuid not null,
    customer_id uuid not null,
    name text not null,
    sort_key bytea not null,
    email text not null,
    may_contact boolean not null,
    may_contact_source text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);

create index contact_of_customer on contact (workspace_id, customer_id, sort_key);
create unique index contact_by_email on contact (workspace_id, email) where archived_at is null and email <> '';
