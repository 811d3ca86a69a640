select e.item_id as value
  from search_text
  join search_entry e on e.entry = search_text.rowid
 where search_text match $3 and e.workspace_id = $1 and e.product_id = $2 and e.noun = 'feedback'
 order by bm25(search_text, 8.0, 1.0), e.entry desc
 limit $4
