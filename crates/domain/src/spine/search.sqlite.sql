select t.item_id, t.noun, t.product_id, t.heading
  from (select e.workspace_id, coalesce(e.found_as, e.item_id) as item_id, max(e.entry) as entry
          from (select rowid from search_text where search_text match $2 order by rowid desc limit 500) hit
         cross join search_entry e
         where e.entry = hit.rowid and e.workspace_id = $1
         group by e.workspace_id, coalesce(e.found_as, e.item_id)) f
 cross join search_entry t
 where t.workspace_id = f.workspace_id and t.item_id = f.item_id
 order by f.entry desc
 limit $3
