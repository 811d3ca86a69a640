-- Who builds: teams, what they can do in a sprint, and the columns of their board.

create table team (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    name text not null,
    sort_key bytea not null,
    mode text not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id)
);

create index team_by_name on team (workspace_id, sort_key, id) where archived_at is null;

create table team_product (
    workspace_id uuid not null,
    id uuid not null,
    team_id uuid not null,
    product_id uuid not null,
    share_percent bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, team_id),
    foreign key (workspace_id, team_id) references team (workspace_id, id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index team_product_of_team on team_product (workspace_id, team_id);

create table team_member (
    workspace_id uuid not null,
    id uuid not null,
    team_id uuid not null,
    person_id uuid not null,
    capacity_tenths bigint,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, team_id, person_id),
    foreign key (workspace_id, team_id) references team (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create index team_member_of_person on team_member (workspace_id, person_id);

create table absence (
    workspace_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    starts_on bigint not null,
    ends_on bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

create index absence_of_person on absence (workspace_id, person_id, starts_on) where archived_at is null;

create table board_column (
    workspace_id uuid not null,
    id uuid not null,
    team_id uuid not null,
    name text not null,
    stage text not null,
    rank bytea not null,
    wip_limit bigint,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, team_id) references team (workspace_id, id)
);

create unique index board_column_in_order on board_column (workspace_id, team_id, rank);

create table sprint (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    team_id uuid not null,
    number bigint not null,
    goal text not null,
    starts_on bigint not null,
    ends_on bigint not null,
    state text not null,
    started_at bigint,
    closed_at bigint,
    goal_met text,
    goal_note text not null,
    planned_tenths bigint,
    planned_items bigint,
    accepted_tenths bigint,
    accepted_items bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, team_id) references team (workspace_id, id)
);

create index sprint_by_state on sprint (workspace_id, product_id, state, number) where archived_at is null;
