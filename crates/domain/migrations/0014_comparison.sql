-- Competitors, what can be compared, and how far each of us can do it.
-- Days are counted from 1 January 1970.

-- After so many days a rating is stale.
alter table product add column rating_days bigint not null default 180;

create table competitor (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    name text not null,
    website text not null,
    profile text not null,
    strengths text not null,
    weaknesses text not null,
    prices text not null,
    is_compared boolean not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number)
);

create table competitor_note (
    workspace_id uuid not null,
    id uuid not null,
    competitor_id uuid not null,
    noted_on bigint not null,
    body text not null,
    source text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, competitor_id) references competitor (workspace_id, id)
);

create index competitor_note_by_day on competitor_note (workspace_id, competitor_id, noted_on, id)
    where archived_at is null;

create table capability (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    title text not null,
    group_name text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create table rating (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    capability_id uuid not null,
    -- None: us.
    competitor_id uuid,
    -- None: not known.
    level text,
    evidence text not null,
    source text not null,
    seen_on bigint not null,
    rated_by uuid,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, capability_id, competitor_id),
    foreign key (workspace_id, capability_id) references capability (workspace_id, id),
    foreign key (workspace_id, competitor_id) references competitor (workspace_id, id)
);

create unique index rating_of_ours on rating (workspace_id, capability_id) where competitor_id is null;

create table capability_need (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    capability_id uuid not null,
    need_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, capability_id, need_id),
    foreign key (workspace_id, capability_id) references capability (workspace_id, id),
    foreign key (workspace_id, need_id) references need (workspace_id, id)
);

create index capability_need_of_need on capability_need (workspace_id, need_id);

create table capability_feature (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    capability_id uuid not null,
    feature_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, capability_id, feature_id),
    foreign key (workspace_id, capability_id) references capability (workspace_id, id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id)
);

create index capability_feature_of_feature on capability_feature (workspace_id, feature_id);
