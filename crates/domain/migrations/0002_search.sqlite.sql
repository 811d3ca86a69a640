-- What items are found by. The text index follows its table by itself, as a generated column would.

create table search_entry (
    entry integer primary key,
    workspace_id uuid not null,
    item_id uuid not null,
    noun text not null,
    product_id uuid,
    heading text not null,
    rest text not null,
    unique (workspace_id, item_id)
);

create virtual table search_text using fts5 (
    heading, rest,
    content = 'search_entry', content_rowid = 'entry',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

create trigger search_entry_added after insert on search_entry begin
    insert into search_text (rowid, heading, rest) values (new.entry, new.heading, new.rest);
end;

create trigger search_entry_gone after delete on search_entry begin
    insert into search_text (search_text, rowid, heading, rest) values ('delete', old.entry, old.heading, old.rest);
end;

create trigger search_entry_changed after update on search_entry begin
    insert into search_text (search_text, rowid, heading, rest) values ('delete', old.entry, old.heading, old.rest);
    insert into search_text (rowid, heading, rest) values (new.entry, new.heading, new.rest);
end;
