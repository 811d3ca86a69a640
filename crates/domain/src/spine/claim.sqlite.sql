update job
   set due_at = $2, attempts = attempts + 1
 where rowid in (select rowid from job where state = 'waiting' and due_at <= $1 order by case when kind = $4 then 1 else 0 end, due_at limit $3)
returning workspace_id, id, kind, body, attempts
