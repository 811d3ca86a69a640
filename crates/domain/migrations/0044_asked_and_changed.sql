-- What waits in a product is found without a look at each of its features: questions among what was asked, and features that
-- were changed after they were taken by their edits alone.
create index agreement_entry_asked on agreement_entry (workspace_id, product_id, feature_id, created_at, id)
 where kind = 'asked' and archived_at is null;
create index change_of_edited_feature on change (workspace_id, item_id, seq) where command = 'edit_feature';
