select e.item_id, e.noun, e.product_id, e.heading
  from search_text
  join search_entry e on e.entry = search_text.rowid
 where search_text match $2 and e.workspace_id = $1
 order by bm25(search_text, 8.0, 1.0), e.entry desc
 limit $3
