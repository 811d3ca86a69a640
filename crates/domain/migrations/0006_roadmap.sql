-- Our answers to the needs, where they stand on the roadmap, and what was agreed about them.

create table need_goal (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    need_id uuid not null,
    goal_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, need_id, goal_id),
    foreign key (workspace_id, need_id) references need (workspace_id, id),
    foreign key (workspace_id, goal_id) references goal (workspace_id, id)
);

create index need_goal_of_goal on need_goal (workspace_id, goal_id);

create table feature (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    title text not null,
    problem text not null,
    who_for text not null,
    outcome_measure text not null,
    in_scope text not null,
    not_in_scope text not null,
    constraints text not null,
    open_questions text not null,
    design_links text not null,
    evidence text not null,
    decision text not null,
    decision_reason text not null,
    decided_at bigint not null,
    horizon text,
    rank bytea not null,
    starts_on bigint,
    ends_on bigint,
    date_precision text,
    reach bigint,
    impact_percent bigint,
    confidence_percent bigint,
    effort_tenths bigint,
    owner_id uuid,
    acknowledged_seq bigint,
    completed_at bigint,
    completion_reason text not null,
    outcome text not null,
    outcome_reason text not null,
    concluded_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, owner_id) references person (workspace_id, id)
);

create unique index feature_in_order on feature (workspace_id, product_id, rank);
create index feature_by_number on feature (workspace_id, product_id, number) where archived_at is null;
create index feature_by_decision on feature (workspace_id, product_id, decision, number) where archived_at is null;

create table feature_need (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feature_id uuid not null,
    need_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, feature_id, need_id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id),
    foreign key (workspace_id, need_id) references need (workspace_id, id)
);

create index feature_need_of_need on feature_need (workspace_id, need_id);

create table agreement_entry (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feature_id uuid not null,
    kind text not null,
    body text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id)
);

create index agreement_entry_of_feature on agreement_entry (workspace_id, feature_id, created_at, id);
