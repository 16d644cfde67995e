-- A message that organisers send to many.
create table announcement (
    number   bigint primary key,
    author   bigint not null, -- 0 once that account was erased
    state    text   not null, -- draft, going, stopped (its report is still owed), done
    version  bigint not null, -- rises with every change of the draft: a button is good for what it was shown with
    audience text   not null, -- registered, waiting, or a category
    made_at  bigint not null,
    -- how many it was for when it was confirmed, the person up to whom letters were made, and 1 when
    -- there is nobody behind them
    total    bigint not null,
    reached  bigint not null,
    complete bigint not null,
    -- real time: since when it goes, when it was stopped, when its progress was shown last, and what was shown
    begun_at   bigint not null,
    stopped_at bigint not null,
    shown_at   bigint not null,
    shown      text   not null
);
create index announcement_by_state on announcement (state, number);

-- What it says: one text for all, and those for people who speak one of the languages.
create table announcement_text (
    announcement bigint not null,
    language     text   not null, -- '' for everybody who has no text of their own
    html         text   not null,
    photo        text   not null, -- Telegram's id of it; '' for none
    primary key (announcement, language)
);

-- One message to many: whom it was put into the outbox for, once each, and what became of it.
create table mailed (
    mailing bigint not null,
    chat    bigint not null,
    outcome text   not null, -- waiting, sent, gone, refused, withdrawn
    primary key (mailing, chat)
);
create index mailed_by_outcome on mailed (mailing, outcome);
create index mailed_by_chat on mailed (chat);

insert into counter values ('announcement', 0);
