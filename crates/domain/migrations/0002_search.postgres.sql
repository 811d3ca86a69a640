-- What items are found by. The text index is a generated column.

create table search_entry (
    entry bigint generated always as identity primary key,
    workspace_id uuid not null,
    item_id uuid not null,
    noun text not null,
    product_id uuid,
    heading text not null,
    rest text not null,
    document tsvector generated always as (
        setweight(to_tsvector('simple', heading), 'A') || setweight(to_tsvector('simple', rest), 'B')
    ) stored,
    unique (workspace_id, item_id)
);

create index search_entry_document on search_entry using gin (document);
