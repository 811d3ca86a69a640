-- Which accounts ask for a need, and with how many passages: kept with every passage that is linked or unlinked. Of
-- nobody known: the account of zeros.
create table demand (
    workspace_id uuid not null,
    need_id uuid not null,
    customer_id uuid not null,
    quotes bigint not null,
    primary key (workspace_id, need_id, customer_id),
    foreign key (workspace_id, need_id) references need (workspace_id, id)
);

insert into demand (workspace_id, need_id, customer_id, quotes)
select workspace_id, need_id, coalesce(customer_id, '00000000-0000-0000-0000-000000000000'), count(*)
  from quote
 where archived_at is null
 group by 1, 2, 3;

-- What an account asks for.
create index demand_of_customer on demand (workspace_id, customer_id, need_id);

-- How many of a noun stand under an item, by their state: the stories of a feature, of a release.
create table item_tally (
    workspace_id uuid not null,
    item_id uuid not null,
    noun text not null,
    state text not null,
    n bigint not null,
    primary key (workspace_id, item_id, noun, state)
);

insert into item_tally (workspace_id, item_id, noun, state, n)
select workspace_id, feature_id, 'story', state, count(*)
  from story
 where archived_at is null and feature_id is not null
 group by 1, 2, 4;

insert into item_tally (workspace_id, item_id, noun, state, n)
select workspace_id, release_id, 'story', state, count(*)
  from story
 where archived_at is null and release_id is not null
 group by 1, 2, 4;

-- When it was said stands with the passage, too: the oldest and the newest of a need are found without the rest.
alter table quote add column said_at bigint not null default 0;

update quote
   set said_at = (select f.said_at from feedback f
                   where f.workspace_id = quote.workspace_id and f.id = quote.said_in_id);

drop index quote_of_need;
create index quote_of_need on quote (workspace_id, need_id, said_at) where archived_at is null;
