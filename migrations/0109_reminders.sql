-- Reminders: what was sent, and what people chose.

-- One row per reminder and registration: the primary key prevents a second one. `registration` is
-- registration.number, without a foreign key because reminders are recorded in batches of thousands.
create table reminder_sent (
    reminder             text   not null, -- the event file's id
    registration         bigint not null,
    outcome              text   not null check (outcome in ('sent', 'missed')),
    at                   bigint not null,
    -- the session's start that the reminder named, negative once the room changed; 0 none, -1 cancelled
    told_start           bigint not null default 0,
    -- the registration whose number the message's key bears, when one message reminds of several; 0: its own
    message_registration bigint not null default 0,
    primary key (reminder, registration)
);

-- Reminders that were worked through. A reminder that moves has another due_at and is worked through
-- again; reminder_sent still prevents a second message.
create table reminder_done (
    reminder text   not null,
    due_at   bigint not null,
    primary key (reminder, due_at)
);

-- A person's own reminder of one session. The row stays when it is switched off: it prevents a second message.
create table reminder_subscription (
    person        bigint not null,
    session       text   not null,
    is_active     bigint not null check (is_active in (0, 1)),
    lead_minutes  bigint not null,
    subscribed_at bigint not null,
    outcome       text   not null check (outcome in ('', 'sent', 'missed')),
    told_start    bigint not null, -- as in reminder_sent
    primary key (person, session)
);
create index reminder_subscription_by_session on reminder_subscription (session, outcome, is_active);

-- Reminders a person switched off: a reminder's id, or '*' for all.
create table reminder_mute (
    person   bigint not null,
    reminder text   not null,
    primary key (person, reminder)
);
