-- The place, the people, the log, the queue: what everything else stands on.
-- Written once; the embedded engine gets its own type names. Times are microseconds UTC.

create table workspace (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    prefix text not null,
    newest_number bigint not null,
    seq bigint not null,
    created_at bigint not null
);

create table product (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    prefix text not null,
    name text not null,
    sort_key bytea not null,
    time_zone text not null,
    portal boolean not null,
    ask_after_days bigint not null,
    newest_number bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, prefix)
);

create table item_key (
    workspace_id uuid not null,
    prefix text not null,
    number bigint not null,
    noun text not null,
    item_id uuid not null,
    primary key (workspace_id, prefix, number)
);

create index item_key_of_item on item_key (workspace_id, item_id);

create table person (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    name text not null,
    sort_key bytea not null,
    email text not null,
    password_hash text,
    administrator boolean not null,
    joined_at bigint,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, email)
);

create index person_by_name on person (workspace_id, sort_key, id) where archived_at is null;

create table role_held (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    person_id uuid not null,
    role text not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, person_id, product_id, role),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create table api_token (
    workspace_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    name text not null,
    writes boolean not null,
    token_hash bytea not null unique,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create index api_token_of_person on api_token (workspace_id, person_id, created_at);

create table session (
    token_hash bytea primary key,
    workspace_id uuid not null,
    person_id uuid not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);

create index session_of_person on session (workspace_id, person_id);

create table sign_in_link (
    token_hash bytea primary key,
    workspace_id uuid not null,
    person_id uuid not null,
    purpose text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create index sign_in_link_of_person on sign_in_link (workspace_id, person_id);

create table rate_limit (
    bucket text not null primary key,
    window_start bigint not null,
    tries bigint not null
);

create table change (
    workspace_id uuid not null,
    seq bigint not null,
    n bigint not null,
    format bigint not null,
    at bigint not null,
    person_id uuid,
    door text not null,
    command text not null,
    product_id uuid,
    noun text not null,
    item_id uuid not null,
    verb text not null,
    fields text not null,
    primary key (workspace_id, seq, n)
);

create index change_of_item on change (workspace_id, item_id, seq, n);
create index change_of_product on change (workspace_id, product_id, seq, n);

create table held_value (
    workspace_id uuid not null,
    item_id uuid not null,
    field text not null,
    seq bigint not null,
    id uuid not null,
    noun text not null,
    body text,
    primary key (workspace_id, item_id, field, seq)
);

create unique index held_value_by_id on held_value (workspace_id, id);

create table job (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null,
    kind text not null,
    body text not null,
    due_at bigint not null,
    attempts bigint not null,
    state text not null,
    last_error text,
    done_at bigint,
    primary key (workspace_id, id)
);

create index job_due on job (state, due_at);

create table tally (
    workspace_id uuid not null,
    product_id uuid not null,
    noun text not null,
    state text not null,
    n bigint not null,
    primary key (workspace_id, product_id, noun, state)
);

create table import_row (
    workspace_id uuid not null,
    source text not null,
    row_key text not null,
    item_id uuid not null,
    fingerprint bytea not null,
    primary key (workspace_id, source, row_key)
);
