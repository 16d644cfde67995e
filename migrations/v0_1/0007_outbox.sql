-- Messages that will be sent, written by the transaction that decided on them.
create table outbox (
    -- what makes it unique: u<update>:<n> for an answer, r<reminder>:<person> for a reminder
    key        text   primary key,
    -- made in Rust, rises with time: the order within one chat and urgency
    seq        bigint not null,
    chat       bigint not null,
    urgency    bigint not null, -- 0 press, 1 answer, 2 notice, 3 reminder, 4 announcement
    not_before bigint not null, -- real time
    expires_at bigint not null, -- real time, 0: never
    body       text   not null, -- chat::Outgoing as JSON
    slot       text   not null, -- a message that is edited in place, such as panel:42; '' for none
    state      text   not null, -- waiting, refused
    tries      bigint not null,
    error      text   not null
);
create index outbox_in_order on outbox (state, urgency, seq);
create index outbox_by_slot on outbox (slot);
create index outbox_by_chat on outbox (chat, urgency, seq);

-- The message that stands in a slot.
create table slot (
    name    text   primary key,
    chat    bigint not null,
    message bigint not null
);

-- Files sent before: Telegram takes its own id instead of a second upload.
create table attachment (
    recipe  text primary key,
    file_id text not null
);
