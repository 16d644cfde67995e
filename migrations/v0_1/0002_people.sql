-- Everybody who ever wrote to the bot in private, by Telegram's number for them.
create table person (
    id              bigint primary key,
    -- fr, gcf or en; guessed from Telegram's setting until the person chooses
    language        text   not null,
    language_chosen bigint not null,
    -- 1 while they have blocked the bot: nothing is sent until they write again
    gone            bigint not null,
    -- where they are in a conversation: the room's name, a colon, that room's own text; '' outside
    step            text   not null,
    met_at          bigint not null
);

create table role (
    person   bigint not null,
    role     text   not null, -- moderator, organiser, mediator
    given_at bigint not null,
    primary key (person, role)
);
create index role_by_name on role (role);

-- One-time links. Only the hash is kept: who reads the database cannot use them.
create table invite (
    hash       text   primary key,
    role       text   not null,
    expires_at bigint not null, -- real time
    used_by    bigint not null  -- 0 while unused
);
