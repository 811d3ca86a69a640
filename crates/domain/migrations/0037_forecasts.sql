-- What was forecast week by week and what then happened, so that it can be said how often such forecasts come true.
create table forecast (
    workspace_id uuid not null,
    product_id uuid not null,
    -- The Monday of the week in which it was made; the day itself, or the Monday where it was worked out later.
    week_on bigint not null,
    made_on bigint not null,
    -- Whether it was worked out later, from what was known on that Monday.
    is_later boolean not null,
    subject text not null,
    -- The feature or release, or the product.
    item_id uuid not null,
    -- Stories within four weeks, or days until all stories of the item are accepted; null: not within five years.
    p50 bigint,
    p85 bigint,
    p95 bigint,
    actual bigint,
    primary key (workspace_id, product_id, subject, week_on, item_id)
);

create index forecast_unsettled on forecast (workspace_id, product_id, week_on, subject, item_id) where actual is null;
