select distinct coalesce(e.found_as, e.item_id) as value
  from (select rowid from search_text where search_text match $3 order by rowid desc limit $4) hit
 cross join search_entry e
 where e.entry = hit.rowid and e.workspace_id = $1 and e.product_id = $2 and e.noun = 'feedback'
