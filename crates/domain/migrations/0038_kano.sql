-- What a feature would be to customers: "if you had it" and "if you had it not", after Kano.

create table kano_survey (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    feature_id uuid not null,
    -- What customers read in the place of the feature's title, and what it would do for them.
    called text not null,
    benefit text not null,
    -- Whose contacts are asked; null: those whose words led to the feature.
    segment_id uuid,
    ended_at bigint,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, feature_id) references feature (workspace_id, id)
);

create index kano_survey_of_feature on kano_survey (workspace_id, feature_id, created_at, id) where archived_at is null;

create table kano_answer (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    survey_id uuid not null,
    contact_id uuid not null,
    asked_at bigint,
    with_it text,
    without_it text,
    answered_at bigint,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, survey_id, contact_id),
    foreign key (workspace_id, survey_id) references kano_survey (workspace_id, id),
    foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);

create index kano_answer_of_contact on kano_answer (workspace_id, contact_id);

-- Secret links by which contacts answer; only what is left of the secret stands here.
create table kano_link (
    token_hash bytea primary key,
    workspace_id uuid not null,
    answer_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index kano_link_of_answer on kano_link (workspace_id, answer_id);
