-- "What if": another capacity, another order, another scope, beside what stands.

create table scenario (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    title text not null,
    note text not null,
    state text not null,
    -- In percent of today's pace, from a day on; null: from now on.
    capacity_percent bigint not null,
    capacity_from bigint,
    -- What it said when it was taken over or dropped, and why.
    told text not null,
    reason text not null,
    settled_at bigint,
    settled_by uuid,
    -- In which it is found again once it was taken over.
    decision_id uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, decision_id) references decision (workspace_id, id)
);

create table scenario_change (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    scenario_id uuid not null,
    -- They are made in this order.
    place bigint not null,
    kind text not null,
    feature_id uuid not null,
    -- Before or after which feature.
    other_id uuid,
    -- Stories that are added to it or, below zero, taken out.
    stories bigint not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, scenario_id) references scenario (workspace_id, id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id),
    foreign key (workspace_id, other_id) references feature (workspace_id, id)
);

create index scenario_change_of_scenario on scenario_change (workspace_id, scenario_id, place, id) where archived_at is null;
