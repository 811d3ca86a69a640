select e.item_id as value
  from search_entry e
 where e.document @@ to_tsquery('simple', $3) and e.workspace_id = $1 and e.product_id = $2 and e.noun = 'story'
 order by ts_rank(e.document, to_tsquery('simple', $3)) desc, e.entry desc
 limit $4
