-- People who write to the bot, their roles, and what outlives an erased account so that erasing is no way
-- around a limit.

-- Every account that wrote to the bot in a private chat, by Telegram's user id.
create table person (
    id                bigint primary key,
    language          text   not null, -- guessed from Telegram's setting until the person chooses
    language_chosen   bigint not null check (language_chosen in (0, 1)),
    unreachable       bigint not null check (unreachable in (0, 1)), -- 1: blocked the bot
    conversation      text   not null, -- `Conversation` as JSON, '' outside of one
    met_at            bigint not null,
    conversation_age  bigint not null default 0, -- hours of running time
    reply_language    text   not null default '', -- written in lately, where it is not `language`
    offered_languages text   not null default '', -- offered once already; a blank behind each
    -- 1: `conversation` holds an unfinished registration
    registration_draft bigint not null default 0 check (registration_draft in (0, 1))
);
create index person_with_draft on person (id) where registration_draft = 1;

-- A role a person holds.
create table role (
    person     bigint not null,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener')),
    granted_at bigint not null,
    primary key (person, role)
);
create index role_by_name on role (role);

-- The first name under which a moderator appears in the moderation log.
create table moderator_name (
    person bigint primary key,
    name   text   not null
);

-- Usage of an erased account, under a keyed hash of its id. The key is made at the first use and
-- destroyed with these rows when retention ends.
create table erased_account (
    account text   not null, -- HMAC-SHA256 of the id, hexadecimal
    what    text   not null, -- voter, muted, codes, sent-on, guests, asked, heard
    n       bigint not null,
    at      bigint not null,
    age     bigint not null, -- days of running time
    primary key (account, what)
);

-- The same once the account has come back.
create table prior_usage (
    person bigint not null,
    what   text   not null, -- guests, asked, heard
    n      bigint not null,
    at     bigint not null,
    primary key (person, what)
);

-- Messages a person forwarded to the staff in the current hour of real time.
create table forwarding_quota (
    person bigint primary key,
    since  bigint not null,
    count  bigint not null
);
