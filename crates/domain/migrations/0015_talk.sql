-- What is said at items, who follows them, and who is told. Notifications, due digests and links to stop mails are
-- bookkeeping: they are made from the change log and never in it.

create table comment (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    product_id uuid,
    noun text not null,
    item_id uuid not null,
    body text not null,
    created_at bigint not null,
    created_by uuid,
    edited_at bigint,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, created_by) references person (workspace_id, id)
);

create index comment_of_item on comment (workspace_id, item_id, created_at, id) where archived_at is null;

create table mention (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid,
    comment_id uuid not null,
    person_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, comment_id, person_id),
    foreign key (workspace_id, comment_id) references comment (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create table follower (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid,
    noun text not null,
    item_id uuid not null,
    person_id uuid not null,
    follows boolean not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, item_id, person_id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create table notification_setting (
    workspace_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    assigned text not null,
    mentioned text not null,
    your_feedback text not null,
    following text not null,
    your_team text not null,
    digest_hour bigint not null,
    time_zone text not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, person_id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create table notification (
    workspace_id uuid not null,
    person_id uuid not null,
    item_id uuid not null,
    noun text not null,
    product_id uuid,
    reason text not null,
    urgency bigint not null,
    seq bigint not null,
    news bigint not null,
    by_person uuid,
    command text not null,
    comment_id uuid,
    digest boolean not null,
    at bigint not null,
    read_at bigint,
    snoozed_until bigint,
    done_at bigint,
    mailed_seq bigint not null,
    primary key (workspace_id, person_id, item_id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create index notification_open on notification (workspace_id, person_id, at, item_id) where done_at is null;
create index notification_done on notification (workspace_id, person_id, at, item_id) where done_at is not null;
create index notification_unread on notification (workspace_id, person_id) where done_at is null and read_at is null;

create index notification_by_seq on notification (workspace_id, seq);

create table digest_due (
    workspace_id uuid not null,
    person_id uuid not null,
    due_at bigint not null,
    primary key (workspace_id, person_id)
);

create table unsubscribe_link (
    token_hash bytea primary key,
    workspace_id uuid not null,
    person_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index unsubscribe_link_by_expiry on unsubscribe_link (expires_at);
