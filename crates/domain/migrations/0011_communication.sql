-- Who is told that what they asked for is there, and what they say to it.

create table telling (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    release_id uuid not null,
    contact_id uuid not null,
    may_contact boolean not null,
    told_at bigint,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, release_id, contact_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id),
    foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);

create table response (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feature_id uuid not null,
    release_id uuid not null,
    contact_id uuid not null,
    customer_id uuid not null,
    asked_at bigint,
    answer text,
    body text not null,
    answered_at bigint,
    feedback_id uuid,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, feature_id, contact_id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id),
    foreign key (workspace_id, release_id) references release (workspace_id, id),
    foreign key (workspace_id, contact_id) references contact (workspace_id, id),
    foreign key (workspace_id, feedback_id) references feedback (workspace_id, id)
);
