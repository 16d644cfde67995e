-- Messages to send, written by the transaction that decided on them.

create table outbox (
    -- unique: one effect per cause. u<update>:<n> a reply, r<reminder>:<registration> a reminder, …
    key          text   primary key,
    seq          bigint not null, -- made in Rust, rises with time: the order inside one chat and urgency
    chat         bigint not null,
    urgency      bigint not null check (urgency between 0 and 5), -- chat::Urgency: 0 press … 5 announcement
    expires_at   bigint not null, -- real time, 0: never
    body         text   not null, -- chat::Outgoing as JSON
    live_message text   not null, -- the live message this one creates or edits, such as panel:42; '' for none
    state        text   not null check (state in ('waiting', 'refused')),
    tries        bigint not null,
    error        text   not null,
    queued_at    bigint not null default 0 -- real time
);
create index outbox_in_order on outbox (state, urgency, seq);
create index outbox_by_live_message on outbox (live_message);
create index outbox_by_chat on outbox (chat, urgency, seq);

-- Messages that are edited in place, by name.
create table live_message (
    name    text   primary key,
    chat    bigint not null,
    message bigint not null, -- Telegram's message id
    age     bigint not null default 0 -- days of running time
);

-- Files sent before: Telegram accepts its own file id instead of a second upload.
create table attachment (
    spec    text   primary key, -- what the file is rendered from
    file_id text   not null,
    age     bigint not null default 0 -- days of running time
);

-- The recipients of one message to many: enqueued once each, and what became of it.
create table broadcast_recipient (
    broadcast bigint not null, -- announcement.number
    chat      bigint not null,
    outcome   text   not null check (outcome in ('waiting', 'sent', 'gone', 'refused', 'withdrawn')),
    primary key (broadcast, chat)
);
create index broadcast_recipient_by_outcome on broadcast_recipient (broadcast, outcome);
create index broadcast_recipient_by_chat on broadcast_recipient (chat);
