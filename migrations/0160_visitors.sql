-- People who take part in a browser. Their rows in `person` have ids from 2^52 up, which Telegram never gives.

-- A browser whose person took everything along into Telegram: from then on it acts as that account.
create table visitor_link (
    visitor bigint primary key, -- the id that follows from the cookie
    person  bigint not null,    -- the account
    at      bigint not null
);
create index visitor_link_by_person on visitor_link (person);

-- Codes that take along what a visitor did; each can be used once, for an hour of real time.
create table transfer_code (
    hash    text   primary key, -- SHA-256 of the code
    visitor bigint not null unique,
    made_at bigint not null
);
