-- Forecasts of a sprint's end and chances in percent are put down as well: a promise that is kept, a sprint whose stories fit.
-- The day on which it is seen what happened; null where the kind of forecast says it.
alter table forecast add column due_on bigint;
-- How likely it was said to be; null where numbers or days were said.
alter table forecast add column percent bigint;
