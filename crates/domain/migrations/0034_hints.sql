-- What was asked of how a story is written, and put aside by whoever writes it: one name to a line.

alter table story add column hints_aside text not null default '';
