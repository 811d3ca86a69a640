select t.item_id, t.noun, t.product_id, t.heading
  from (select e.workspace_id, coalesce(e.found_as, e.item_id) as item_id, max(e.entry) as entry
          from (select h.entry, h.workspace_id, h.item_id, h.found_as
                  from search_entry h
                 where h.document @@ to_tsquery('simple', $2)
                 limit 500) e
         where e.workspace_id = $1
         group by e.workspace_id, coalesce(e.found_as, e.item_id)) f
  join search_entry t on t.workspace_id = f.workspace_id and t.item_id = f.item_id
 order by f.entry desc
 limit $3
