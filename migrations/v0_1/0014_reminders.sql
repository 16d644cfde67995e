-- What people choose about reminders. One row a person and session: the row is also what makes a
-- second reminder of it impossible, so it stays when the wish is taken back.
create table reminder_wish (
    person       bigint not null,
    session      text   not null,
    wanted       bigint not null,
    lead_minutes bigint not null,
    wished_at    bigint not null,
    outcome      text   not null, -- '' so far, sent, missed
    told         bigint not null, -- the start they were told, 0 for none, -1: that it is cancelled
    primary key (person, session)
);
create index reminder_wish_by_session on reminder_wish (session, outcome, wanted);

-- Reminders somebody does not want: a reminder's id, or '*' for all of them.
create table reminder_mute (
    person   bigint not null,
    reminder text   not null,
    primary key (person, reminder)
);

-- What a reminder said: tells who has to be corrected when the schedule changes.
alter table reminder_sent add column told bigint not null default 0;

-- When a letter was put here (real time): how long the oldest has waited.
alter table outbox add column put_at bigint not null default 0;
