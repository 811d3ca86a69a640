-- Skills of a product: who has them, and which share of a story's size needs them.
create table skill (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    name text not null,
    sort_key bytea not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index skill_of_product on skill (workspace_id, product_id, sort_key) where archived_at is null;

create table person_skill (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    person_id uuid not null,
    skill_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, person_id, skill_id),
    foreign key (workspace_id, person_id) references person (workspace_id, id),
    foreign key (workspace_id, skill_id) references skill (workspace_id, id)
);

create table story_skill (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    skill_id uuid not null,
    share_percent bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, story_id, skill_id),
    foreign key (workspace_id, story_id) references story (workspace_id, id),
    foreign key (workspace_id, skill_id) references skill (workspace_id, id)
);
