-- What somebody recorded for customers is looked up by who recorded it.

create index feedback_of_recorder on feedback (workspace_id, recorded_by, said_at, id) where archived_at is null;
