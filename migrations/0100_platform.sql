-- The platform: settings, counters, the leader's lease, updates that arrived, the database's identity.
--
-- One text for SQLite and PostgreSQL, in this file and all others:
--   times are Unix milliseconds in bigint; a flag is a bigint of 0 or 1;
--   an absent value is '' or 0, not null (the databases sort nulls differently);
--   ids are made in Rust; a number that people see comes from `counter`.
-- Tables reference one another by a foreign key only where no batch insert pays for the check; a
-- comment names the table otherwise.

-- Settings and facts that outlive a run: the bot's username, whether the last run ended cleanly, what
-- moderators switched.
create table key_value (
    name  text primary key,
    value text not null
);

-- The last number given out, by sequence. The transaction that uses a number raises it, so that a
-- rollback leaves no gap and the row lock puts concurrent transactions in order.
create table counter (
    name  text   primary key,
    value bigint not null check (value >= 0)
);
insert into counter (name, value) values
    ('question', 0), ('registration', 0), ('desk', 0), ('asked', 0), ('announcement', 0);

-- The instance that sends, ticks and polls. `epoch` rises whenever the owner changes; a claim or result
-- that carries an older epoch changes nothing. `until_at` is real time.
create table lease (
    name     text   primary key,
    owner    text   not null,
    epoch    bigint not null,
    until_at bigint not null
);
insert into lease (name, owner, epoch, until_at) values ('sender', '', 0, 0);

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

-- The event this database belongs to, written at its first use. It keeps another event file, the
-- built-in event and a simulated clock from working on it by mistake. One row.
create table event_identity (
    name    text   primary key, -- 'event'
    id      text   not null,    -- the event file's id, '' if it has none
    title   text   not null,    -- the event's French title
    -- copy: the copy of a real database, which only a rehearsal opens
    kind    text   not null check (kind in ('real', 'rehearsal', 'copy')),
    ends_at bigint not null     -- the latest end of the event that was ever read
);
