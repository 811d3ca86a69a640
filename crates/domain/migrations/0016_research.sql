-- What we want to find out, whom we talked to, what a feature rests on, and how that was tried.
-- Days are counted from 1 January 1970.

create table study (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    question text not null,
    method text not null,
    people text not null,
    plan text not null,
    findings text not null,
    state text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

create index study_by_number on study (workspace_id, product_id, number) where archived_at is null;

create table interview (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    study_id uuid not null,
    held_on bigint not null,
    contact_id uuid,
    customer_id uuid,
    said_as text not null,
    -- None: nobody has asked yet.
    consent text,
    consent_how text not null,
    consent_on bigint,
    -- Its notes: a feedback like any other.
    feedback_id uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, study_id) references study (workspace_id, id),
    foreign key (workspace_id, contact_id) references contact (workspace_id, id),
    foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    foreign key (workspace_id, feedback_id) references feedback (workspace_id, id)
);

create index interview_of_study on interview (workspace_id, study_id, held_on, id) where archived_at is null;
create index interview_of_feedback on interview (workspace_id, feedback_id) where feedback_id is not null;

-- Quotes of a feedback, also those that were archived with it.
create index quote_of_feedback_ever on quote (workspace_id, feedback_id);

create table assumption (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    feature_id uuid not null,
    statement text not null,
    importance bigint not null,
    evidence bigint not null,
    state text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id)
);

create index assumption_of_feature on assumption (workspace_id, feature_id, number) where archived_at is null;
create index assumption_of_product on assumption (workspace_id, product_id, number) where archived_at is null;

create table experiment (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    number bigint not null,
    assumption_id uuid not null,
    hypothesis text not null,
    measure text not null,
    threshold text not null,
    starts_on bigint,
    ends_on bigint,
    result text not null,
    -- None: it has not been concluded.
    decision text,
    concluded_on bigint,
    concluded_by uuid,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, number),
    foreign key (workspace_id, assumption_id) references assumption (workspace_id, id),
    foreign key (workspace_id, concluded_by) references person (workspace_id, id)
);

create index experiment_of_assumption on experiment (workspace_id, assumption_id, number)
    where archived_at is null;
create index experiment_of_product on experiment (workspace_id, product_id, number) where archived_at is null;
