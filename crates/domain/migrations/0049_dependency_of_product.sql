-- Whether something in a product stands above what it waits for is asked with every forecast.
create index dependency_of_product on dependency (workspace_id, product_id) where archived_at is null;
