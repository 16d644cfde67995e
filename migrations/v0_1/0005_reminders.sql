-- One row for each person and reminder: the primary key is what makes a second one impossible.
create table reminder_sent (
    reminder text   not null,
    person   bigint not null,
    outcome  text   not null, -- sent, missed
    at       bigint not null,
    primary key (reminder, person)
);

-- Moments that were gone through, so that a tick need not look at everybody again. A reminder
-- whose moment moves has another due_at and is gone through anew; reminder_sent still holds.
create table reminder_done (
    reminder text   not null,
    due_at   bigint not null,
    primary key (reminder, due_at)
);
