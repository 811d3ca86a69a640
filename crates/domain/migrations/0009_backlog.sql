-- Stories in the owner's order.

create table story (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    kind text not null,
    title text not null,
    role text not null,
    want text not null,
    benefit text not null,
    description text not null,
    purpose text,
    state text not null,
    rank bytea not null,
    points_tenths bigint,
    assignee_id uuid,
    feature_id uuid,
    release_id uuid,
    sprint_id uuid,
    column_id uuid,
    must_have boolean not null,
    done_at bigint,
    accepted_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, assignee_id) references person (workspace_id, id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id),
    foreign key (workspace_id, release_id) references release (workspace_id, id),
    foreign key (workspace_id, sprint_id) references sprint (workspace_id, id),
    foreign key (workspace_id, column_id) references board_column (workspace_id, id)
);

create unique index story_in_order on story (workspace_id, product_id, rank);
create index story_by_state on story (workspace_id, product_id, state, rank) where archived_at is null;
create index story_by_assignee on story (workspace_id, product_id, assignee_id, rank)
    where archived_at is null and assignee_id is not null;
create index story_without_purpose on story (workspace_id, product_id, number)
    where purpose is null and archived_at is null;
create index story_of_feature on story (workspace_id, feature_id, rank) where feature_id is not null;
create index story_of_release on story (workspace_id, release_id, rank) where release_id is not null;
create index story_of_sprint on story (workspace_id, sprint_id, rank) where sprint_id is not null;

create table acceptance_criterion (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    rank bytea not null,
    given_text text not null,
    when_text text not null,
    then_text text not null,
    sentence text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id)
);

create unique index acceptance_criterion_of_story on acceptance_criterion (workspace_id, story_id, rank);

create table dependency (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    blocker_id uuid not null,
    blocked_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, blocked_id, blocker_id),
    foreign key (workspace_id, blocker_id) references story (workspace_id, id),
    foreign key (workspace_id, blocked_id) references story (workspace_id, id)
);

create index dependency_of_blocker on dependency (workspace_id, blocker_id);
