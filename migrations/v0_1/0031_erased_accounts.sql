-- What is remembered of an account that was erased, so that erasing is no way around a limit: under a keyed
-- hash of its Telegram number. The key is made at the first use and destroyed with these rows when the
-- promised time is over.
create table erased_account (
    account text   not null, -- HMAC-SHA256 of the number, in hexadecimal
    what    text   not null, -- voter, muted, codes, sent-on, guests, asked, heard
    n       bigint not null,
    at      bigint not null,
    age     bigint not null, -- days
    primary key (account, what)
);
-- The same once the account has come back: what it had used before it was erased.
create table used_before (
    person bigint not null,
    what   text   not null, -- guests, asked, heard
    n      bigint not null,
    at     bigint not null,
    primary key (person, what)
);
