-- What the bot did not understand, for the organisers: words without a person, a chat or an address. Filled only
-- where the event file asks for it.

create table not_understood (
    number        bigint primary key, -- from its counter
    text          text   not null unique, -- in lower case, without accents, numbers and addresses masked
    language      text   not null,
    likely_intent text   not null, -- the name of the best guess, '' for none
    times         bigint not null,
    last_at       bigint not null, -- the event's time
    state         text   not null default 'open' check (state in ('open', 'understood', 'answered', 'aside')),
    meaning       text   not null default '' -- the data of the answer that an organiser chose, '' for none
);

insert into counter (name, value) values ('not_understood', 0);
