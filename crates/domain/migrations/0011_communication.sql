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

create index telling_of_contact on telling (workspace_id, contact_id);

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

create index response_of_feedback on response (workspace_id, feedback_id) where feedback_id is not null;
create index response_of_release on response (workspace_id, release_id);

-- Secret links by which contacts answer; only what is left of the secret stands here.
create table response_link (
    token_hash bytea primary key,
    workspace_id uuid not null,
    response_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index response_link_of_response on response_link (workspace_id, response_id);

-- What waits to be sent for a change, which is taken back with it.
create index job_of_change on job (workspace_id, seq);

-- What could go into a release: stories that are in none.
create index story_unreleased on story (workspace_id, product_id, state, rank)
    where archived_at is null and release_id is null;
