-- What others did since somebody was last here is found in the index alone, however much they did themselves.

drop index change_of_product;
create index change_of_product on change (workspace_id, product_id, seq, n, at, person_id, noun);
