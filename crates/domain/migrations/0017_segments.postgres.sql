-- Segments of customers, by a rule or by hand, and personas with what stands behind them. What was written as the
-- segment of a customer becomes a segment by hand.

alter table customer add column tags text not null default '';
alter table customer add column plan text not null default '';

create table segment (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    name text not null,
    sort_key bytea not null,
    -- By hand, or by a rule: all of its conditions, or any.
    basis text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number)
);

create index segment_by_name on segment (workspace_id, sort_key, id) where archived_at is null;

create table segment_condition (
    workspace_id uuid not null,
    id uuid not null,
    segment_id uuid not null,
    kind text not null,
    word text not null,
    least bigint,
    most bigint,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, segment_id) references segment (workspace_id, id)
);

create index segment_condition_of_segment on segment_condition (workspace_id, segment_id, created_at, id)
    where archived_at is null;

create table segment_customer (
    workspace_id uuid not null,
    id uuid not null,
    segment_id uuid not null,
    customer_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, segment_id, customer_id),
    foreign key (workspace_id, segment_id) references segment (workspace_id, id),
    foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);

create index segment_customer_of_customer on segment_customer (workspace_id, customer_id);

create index quote_of_customer on quote (workspace_id, customer_id, need_id) where archived_at is null;
create index quote_of_product on quote (workspace_id, product_id, created_at, id) where archived_at is null;

create table persona (
    workspace_id uuid not null references workspace (id),
    id uuid not null,
    number bigint not null,
    name text not null,
    summary text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, number)
);

create index persona_by_number on persona (workspace_id, number) where archived_at is null;

create table persona_entry (
    workspace_id uuid not null,
    id uuid not null,
    persona_id uuid not null,
    kind text not null,
    body text not null,
    created_at bigint not null,
    created_by uuid,
    archived_at bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, persona_id) references persona (workspace_id, id)
);

create index persona_entry_of_persona on persona_entry (workspace_id, persona_id, created_at, id)
    where archived_at is null;

create table persona_quote (
    workspace_id uuid not null,
    id uuid not null,
    product_id uuid not null,
    persona_entry_id uuid not null,
    quote_id uuid not null,
    created_at bigint not null,
    archived_at bigint,
    primary key (workspace_id, id),
    unique (workspace_id, persona_entry_id, quote_id),
    foreign key (workspace_id, persona_entry_id) references persona_entry (workspace_id, id),
    foreign key (workspace_id, quote_id) references quote (workspace_id, id)
);

create index persona_quote_of_quote on persona_quote (workspace_id, quote_id);

insert into segment (workspace_id, id, number, name, sort_key, basis, created_at)
select m.workspace_id, gen_random_uuid(),
       w.newest_number + row_number() over (partition by m.workspace_id order by m.since, m.name),
       m.name, convert_to(lower(m.name), 'UTF8'), 'hand', m.since
  from (select workspace_id, min(trim(segment)) as name, min(created_at) as since
          from customer
         where trim(segment) <> ''
         group by workspace_id, lower(trim(segment))) m
  join workspace w on w.id = m.workspace_id;

insert into item_key (workspace_id, prefix, number, noun, item_id)
select s.workspace_id, w.prefix, s.number, 'segment', s.id
  from segment s
  join workspace w on w.id = s.workspace_id;

update workspace
   set newest_number = coalesce((select max(s.number) from segment s where s.workspace_id = workspace.id),
                                newest_number);

insert into segment_customer (workspace_id, id, segment_id, customer_id, created_at)
select c.workspace_id, gen_random_uuid(), s.id, c.id, c.created_at
  from customer c
  join segment s on s.workspace_id = c.workspace_id and lower(s.name) = lower(trim(c.segment));

insert into search_entry (workspace_id, item_id, noun, heading, rest)
select workspace_id, id, 'segment', name, '' from segment;

alter table customer drop column segment;
