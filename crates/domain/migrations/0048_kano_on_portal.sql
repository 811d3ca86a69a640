-- A survey may be offered on the portal as well: whoever we know asks there for a link of their own.
alter table kano_survey add column on_portal boolean not null default false;

create index kano_survey_on_portal on kano_survey (workspace_id, product_id, created_at, id)
 where on_portal and ended_at is null and archived_at is null;
