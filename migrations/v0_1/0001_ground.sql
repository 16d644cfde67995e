-- What every room stands on. One text for SQLite and PostgreSQL, therefore:
--   times are unix milliseconds in bigint, truth values are bigint 0/1,
--   "none" is '' or 0 rather than null (nulls sort differently), ids are made in Rust.

-- Small facts that outlive a run: the bot's name, whether the last run ended cleanly.
create table setting (
    name  text primary key,
    value text not null
);

-- Numbers that people see (question no. 12). Raised by the transaction that uses them, so that a
-- rolled-back one leaves no gap, and the row's lock puts concurrent ones in line.
create table counter (
    name  text primary key,
    value bigint not null
);
insert into counter (name, value) values ('question', 0);
insert into counter (name, value) values ('registration', 0);

-- Who may send, tick and poll. The epoch rises whenever the owner changes; a claim or settlement
-- made under an older epoch changes nothing. `until_at` is real time.
create table lease (
    name     text   primary key,
    owner    text   not null,
    epoch    bigint not null,
    until_at bigint not null
);
insert into lease (name, owner, epoch, until_at) values ('sender', '', 0, 0);

-- Updates whose effect is committed. Kept for 48 h of real time: longer than Telegram repeats,
-- shorter than its ids may begin anew.
create table seen_update (
    id      bigint primary key,
    seen_at bigint not null
);
create index seen_update_by_age on seen_update (seen_at);

-- Updates that made a handler fail. After the third try one is set aside and the others go on.
-- `raw` is what Telegram sent, for the person who repairs it; it never reaches the log.
create table failed_update (
    id        bigint primary key,
    tries     bigint not null,
    set_aside bigint not null,
    raw       text   not null,
    error     text   not null,
    failed_at bigint not null
);
