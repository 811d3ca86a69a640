-- Fewer than the first or more than the second are accepted two times of ten: a product's own forecasts teach by how often that was so.
alter table forecast add column p90 bigint;
alter table forecast add column p10 bigint;
