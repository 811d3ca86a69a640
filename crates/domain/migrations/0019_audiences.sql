-- To whom we speak: who belongs, what they see, how precisely, and what is called otherwise for them.

create table audience (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    name text not null,
    is_public boolean not null,
    -- Words with spaces between them; so too horizons, decisions and stages.
    roles text not null,
    -- Names of segments as customers carry them, one to a line.
    segments text not null,
    horizons text not null,
    decisions text not null,
    stages text not null,
    dates text not null,
    shows_demand boolean not null,
    shows_goals boolean not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index audience_by_number on audience (workspace_id, product_id, number) where archived_at is null;

-- The portal speaks to one public, so a product has one public audience at most.
create unique index audience_public on audience (workspace_id, product_id) where archived_at is null and is_public;

create table audience_person (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    audience_id uuid not null,
    person_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, audience_id, person_id),
    foreign key (workspace_id, audience_id) references audience (workspace_id, id),
    foreign key (workspace_id, person_id) references person (workspace_id, id)
);

-- A feature or a release that is hidden from an audience, or called otherwise for it.
create table audience_item (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    audience_id uuid not null,
    item_noun text not null,
    item_id uuid not null,
    title text not null,
    is_hidden boolean not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, audience_id, item_id),
    foreign key (workspace_id, audience_id) references audience (workspace_id, id)
);
