-- Status updates, what was published to whom as numbered revisions, and the secret links that open it.

create table status_update (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    audience_id uuid not null,
    title text not null,
    body text not null,
    is_draft boolean not null,
    state text not null,
    -- It tells the changes after the first and up to the second; how many these were.
    after_seq bigint not null,
    until_seq bigint not null,
    since bigint not null,
    changes bigint not null,
    revision bigint not null,
    published_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, audience_id) references audience (workspace_id, id)
);

create index status_update_by_number on status_update (workspace_id, product_id, number) where archived_at is null;

create index status_update_of_audience on status_update (workspace_id, audience_id, until_seq) where archived_at is null;

create table update_goal (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    update_id uuid not null,
    goal_id uuid not null,
    standing text not null,
    words text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, update_id, goal_id),
    foreign key (workspace_id, update_id) references status_update (workspace_id, id),
    foreign key (workspace_id, goal_id) references goal (workspace_id, id)
);

-- What was shown stands here as it was shown, whatever becomes of the items: a row is never changed but taken back.
create table publication (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    audience_id uuid not null,
    kind text not null,
    -- Of what it is a revision: an update, or the roadmap of its audience.
    subject_id uuid not null,
    number bigint not null,
    title text not null,
    shown text not null,
    kept text not null,
    mailed bigint not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, subject_id, kind, number),
    foreign key (workspace_id, audience_id) references audience (workspace_id, id)
);

create index publication_of_audience on publication (workspace_id, audience_id, kind, created_at)
    where archived_at is null;

create table audience_link (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    audience_id uuid not null,
    name text not null,
    token_hash bytea not null,
    expires_at bigint not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, token_hash),
    foreign key (workspace_id, audience_id) references audience (workspace_id, id)
);

create index audience_link_of_audience on audience_link (workspace_id, audience_id, created_at);
