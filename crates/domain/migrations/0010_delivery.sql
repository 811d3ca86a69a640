-- What the team says about a sprint, what it does on the board, and what the owner says about the work.

create table sprint_voice (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    sprint_id uuid not null,
    person_id uuid not null,
    story_id uuid,
    stance text not null,
    body text not null,
    answer text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, sprint_id) references sprint (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id)
);

create index sprint_voice_of_sprint on sprint_voice (workspace_id, sprint_id, created_at, id);

create table task (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    title text not null,
    rank bytea not null,
    done_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id)
);

create unique index task_of_story on task (workspace_id, story_id, rank);

create table impediment (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    body text not null,
    resolution text not null,
    resolved_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id)
);

create index impediment_of_story on impediment (workspace_id, story_id, created_at);
create index impediment_open on impediment (workspace_id, product_id, created_at)
    where archived_at is null and resolved_at is null;

create table verdict (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    criterion_id uuid not null,
    met boolean not null,
    evidence text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id),
    foreign key (workspace_id, criterion_id) references acceptance_criterion (workspace_id, id)
);

create index verdict_of_story on verdict (workspace_id, story_id, created_at, id);

create table acceptance (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    ruling text not null,
    reason text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, story_id) references story (workspace_id, id)
);

create index acceptance_of_story on acceptance (workspace_id, story_id, created_at, id);

-- What was accepted lately, for boards without a sprint.
create index story_accepted on story (workspace_id, product_id, accepted_at)
    where archived_at is null and accepted_at is not null;
