-- People can be erased: what remains is that somebody was there, and when they were erased.
alter table feedback add column erased_at bigint;
alter table contact add column erased_at bigint;
alter table customer add column erased_at bigint;

create index feedback_erased on feedback (workspace_id, id) where erased_at is not null;
create index contact_erased on contact (workspace_id, id) where erased_at is not null;
create index customer_erased on customer (workspace_id, id) where erased_at is not null;
