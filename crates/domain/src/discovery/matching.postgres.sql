select distinct coalesce(e.found_as, e.item_id) as value
  from (select h.entry, h.workspace_id, h.product_id, h.noun, h.item_id, h.found_as
          from search_entry h
         where h.document @@ to_tsquery('simple', $3)
         limit $4) e
 where e.workspace_id = $1 and e.product_id = $2 and e.noun = 'feedback'
