-- Why the planned day of a release was moved last.

alter table release add column planned_reason text not null default '';
