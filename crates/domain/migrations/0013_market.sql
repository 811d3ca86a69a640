-- Signals of the market, how they are assessed, and the needs that they explain.
-- Days are counted from 1 January 1970.

create table trend (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    title text not null,
    source text not null,
    meaning text not null,
    seen_on bigint not null,
    impact bigint,
    certainty bigint,
    expected_on bigint,
    review_days bigint not null,
    reviewed_at bigint,
    reviewed_by uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, reviewed_by) references person (workspace_id, id)
);

create index trend_by_day on trend (workspace_id, seen_on, id) where archived_at is null;

create table trend_need (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    trend_id uuid not null,
    need_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, trend_id, need_id),
    foreign key (workspace_id, trend_id) references trend (workspace_id, id),
    foreign key (workspace_id, need_id) references need (workspace_id, id)
);

create index trend_need_of_need on trend_need (workspace_id, need_id);
