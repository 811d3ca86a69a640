-- Where a product is going: its vision, the goals of the workspace, and how they are measured.
-- Days are counted from 1 January 1970. Measures are thousandths of their unit.

create table vision (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    statement text not null,
    target_group text not null,
    customer_needs text not null,
    offering text not null,
    business_goals text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create unique index vision_of_product on vision (workspace_id, product_id) where archived_at is null;

create table goal (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    title text not null,
    why text not null,
    period text not null,
    owner_id uuid,
    parent_id uuid,
    share_percent bigint,
    state text not null,
    reason text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, owner_id) references person (workspace_id, id),
    foreign key (workspace_id, parent_id) references goal (workspace_id, id)
);

create index goal_by_number on goal (workspace_id, number) where archived_at is null;
create index goal_of_parent on goal (workspace_id, parent_id, number);

create table key_result (
    workspace_id uuid not null,
    id uuid not null,
    goal_id uuid not null,
    title text not null,
    unit text not null,
    baseline_thousandths bigint not null,
    target_thousandths bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, goal_id) references goal (workspace_id, id)
);

create index key_result_of_goal on key_result (workspace_id, goal_id, created_at, id);

create table check_in (
    workspace_id uuid not null,
    id uuid not null,
    key_result_id uuid not null,
    value_thousandths bigint not null,
    confidence bigint not null,
    note text not null,
    measured_on bigint not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, key_result_id) references key_result (workspace_id, id)
);

create index check_in_of_key_result on check_in (workspace_id, key_result_id, measured_on, created_at);
