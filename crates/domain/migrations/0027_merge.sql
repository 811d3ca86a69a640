-- What was merged into another one of its noun. The foreign key is left out, as the embedded engine cannot add one to a
-- table that is there: the commands that merge look both up.

alter table feedback add column merged_into_id uuid;
alter table contact add column merged_into_id uuid;
alter table customer add column merged_into_id uuid;
alter table need add column merged_into_id uuid;

create index feedback_merged_into on feedback (workspace_id, merged_into_id) where merged_into_id is not null;
create index contact_merged_into on contact (workspace_id, merged_into_id) where merged_into_id is not null;
create index customer_merged_into on customer (workspace_id, merged_into_id) where merged_into_id is not null;
create index need_merged_into on need (workspace_id, merged_into_id) where merged_into_id is not null;

-- In whose text a passage stands: that of its feedback, or of one that was merged into it.
alter table quote add column said_in_id uuid;
update quote set said_in_id = feedback_id;
create index quote_said_in on quote (workspace_id, said_in_id) where archived_at is null;

-- What is found by the words of something that was merged.
alter table search_entry add column found_as uuid;

-- Notifications of two that were merged, as they were before, so that they come back with an undo.
create table kept_notification (
    workspace_id uuid not null,
    merge_seq bigint not null,
    person_id uuid not null,
    item_id uuid not null,
    noun text not null,
    product_id uuid,
    reason text not null,
    urgency bigint not null,
    seq bigint not null,
    news bigint not null,
    by_person uuid,
    command text not null,
    comment_id uuid,
    digest boolean not null,
    at bigint not null,
    read_at bigint,
    snoozed_until bigint,
    done_at bigint,
    mailed_seq bigint not null,
    primary key (workspace_id, merge_seq, person_id, item_id)
);

-- By what a merge finds what hangs on the one that goes.
create index feedback_of_contact on feedback (workspace_id, contact_id) where contact_id is not null;
create index feedback_of_recorder_ever on feedback (workspace_id, recorded_by, said_at, id)
    where recorded_by is not null;
create index quote_of_need_ever on quote (workspace_id, need_id);
create index quote_of_customer_ever on quote (workspace_id, customer_id) where customer_id is not null;
create index need_of_parent on need (workspace_id, parent_id) where parent_id is not null;
create index response_of_contact on response (workspace_id, contact_id);
create index response_of_customer on response (workspace_id, customer_id);
create index interview_of_contact on interview (workspace_id, contact_id) where contact_id is not null;
create index interview_of_customer on interview (workspace_id, customer_id) where customer_id is not null;
create index comment_of_item_ever on comment (workspace_id, item_id);
create index decision_item_of_item_ever on decision_item (workspace_id, item_id);
create index notification_of_item on notification (workspace_id, item_id);

-- The addresses that contacts had before they were merged lead to those who stand for them.
create index contact_by_old_email on contact (workspace_id, email) where merged_into_id is not null;

-- Contacts of one name are likely doubles.
create index contact_by_name on contact (workspace_id, sort_key, id) where archived_at is null;
