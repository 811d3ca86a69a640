-- Planning ahead: which stories stand fast, and the searches for a plan over several sprints.

-- That a story is pinned to a planned sprint, or kept out of all of them; one row for each story, used again.
create table sprint_pin (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    story_id uuid not null,
    -- Null: in none of the planned sprints.
    sprint_id uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, story_id),
    foreign key (workspace_id, story_id) references story (workspace_id, id),
    foreign key (workspace_id, sprint_id) references sprint (workspace_id, id)
);

create index sprint_pin_of_product on sprint_pin (workspace_id, product_id, story_id) where archived_at is null;

-- That somebody asked for a plan, how the search for it ended, and whether it was taken.
create table plan_search (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    state text not null,
    stop_asked_at bigint,
    ended_at bigint,
    taken_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index plan_search_newest on plan_search (workspace_id, product_id, created_at, id) where archived_at is null;

-- How far a search is, and what it found. Never in the log: it is written twice a second.
create table plan_progress (
    workspace_id uuid not null,
    search_id uuid not null,
    is_open boolean not null,
    -- How often it was begun.
    attempts bigint not null,
    -- When whoever searches was heard of last; null: it waits.
    heard_at bigint,
    nodes bigint not null,
    value double precision,
    bound double precision,
    -- The plan with its reasons, as JSON; empty until it is found.
    found text not null,
    primary key (workspace_id, search_id),
    foreign key (workspace_id, search_id) references plan_search (workspace_id, id)
);

create index plan_progress_open on plan_progress (search_id) where is_open;
