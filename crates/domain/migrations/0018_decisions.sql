-- What was decided, why, and when it is looked at again; and the items that it is about.
-- Days are counted from 1 January 1970.

create table decision (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    title text not null,
    context text not null,
    options text not null,
    choice text not null,
    reasons text not null,
    state text not null,
    review_on bigint,
    decided_at bigint,
    decided_by uuid,
    superseded_by_id uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id),
    foreign key (workspace_id, decided_by) references person (workspace_id, id),
    foreign key (workspace_id, superseded_by_id) references decision (workspace_id, id)
);

create index decision_by_number on decision (workspace_id, product_id, number) where archived_at is null;

create index decision_to_review on decision (workspace_id, product_id, review_on)
    where archived_at is null and state = 'decided';

-- The item may be of several nouns, so that no foreign key can hold it: the command that links looks it up.
create table decision_item (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    decision_id uuid not null,
    item_noun text not null,
    item_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, decision_id, item_id),
    foreign key (workspace_id, decision_id) references decision (workspace_id, id)
);

create index decision_item_of_item on decision_item (workspace_id, item_id) where archived_at is null;
