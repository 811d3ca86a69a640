select e.item_id, e.noun, e.product_id, e.heading
  from (select rowid from search_text where search_text match $2 order by rowid desc limit 500) hit
 cross join search_entry e
 where e.entry = hit.rowid and e.workspace_id = $1
 order by e.entry desc
 limit $3
