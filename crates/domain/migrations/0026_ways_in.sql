-- Ways by which feedback comes in by itself: mails to an address of a product, and a form on the firm's own pages.

-- Who sent it, as they say themselves; what they wrote above it, what they answered, and the feedback that it follows.
alter table feedback add column sender_name text not null default '';
alter table feedback add column sender_email text not null default '';
alter table feedback add column subject text not null default '';
alter table feedback add column quoted text not null default '';
alter table feedback add column follows_id uuid;

create index feedback_that_follows on feedback (workspace_id, follows_id, said_at, id) where follows_id is not null;
create index feedback_of_sender on feedback (workspace_id, sender_email, said_at, id) where sender_email <> '';

-- The address of a product; closed while archived.
create table mailbox (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    local_part text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

-- A mail names no workspace: what stands before the at sign is enough to find the product.
create unique index mailbox_by_local_part on mailbox (local_part);

-- Where the form of a product may stand.
create table form_origin (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    origin text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, product_id, origin),
    foreign key (workspace_id, product_id) references product (workspace_id, id)
);

-- Which mails came in and went out, by what is left of their Message-ID, and the feedback that they are about.
create table mail_message (
    workspace_id uuid not null,
    product_id uuid not null,
    message_hash bytea not null,
    feedback_id uuid not null,
    created_at bigint not null,
    primary key (workspace_id, product_id, message_hash)
);
