select e.item_id, e.noun, e.product_id, e.heading
  from search_entry e
 where e.document @@ to_tsquery('simple', $2) and e.workspace_id = $1
 order by ts_rank(e.document, to_tsquery('simple', $2)) desc, e.entry desc
 limit $3
