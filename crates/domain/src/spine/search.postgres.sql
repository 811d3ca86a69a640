select e.item_id, e.noun, e.product_id, e.heading
  from (select h.entry, h.workspace_id, h.item_id, h.noun, h.product_id, h.heading
          from search_entry h
         where h.document @@ to_tsquery('simple', $2)
         limit 500) e
 where e.workspace_id = $1
 order by e.entry desc
 limit $3
