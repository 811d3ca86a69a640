update job
   set due_at = $2, attempts = attempts + 1
 where (workspace_id, id) in (
           select workspace_id, id from job
            where state = 'waiting' and due_at <= $1
            order by case kind when $4 then 0 when $5 then 2 else 1 end, due_at limit $3
              for update skip locked)
returning workspace_id, id, kind, body, attempts
