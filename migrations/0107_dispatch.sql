-- Updates that arrived.

-- Updates whose effect is committed. Kept for 48 hours of real time: longer than Telegram repeats an
-- update, shorter than its ids may start again.
create table seen_update (
    id      bigint primary key,
    seen_at bigint not null
);
create index seen_update_by_age on seen_update (seen_at);

-- Updates whose handler failed. After the third try the update is quarantined and the others go on.
-- `raw` is Telegram's JSON, for the developer; it never reaches the log.
create table failed_update (
    id          bigint primary key,
    tries       bigint not null,
    quarantined bigint not null check (quarantined in (0, 1)),
    raw         text   not null,
    error       text   not null,
    failed_at   bigint not null -- real time
);

-- Photos of one album arrive as one message each: the number that arrived so far. Kept for two days.
create table album (
    chat    bigint not null,
    id      text   not null,
    items   bigint not null,
    seen_at bigint not null, -- real time
    primary key (chat, id)
);
