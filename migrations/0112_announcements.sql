-- Announcements: a message of the organisers to many.

create table announcement (
    number          bigint primary key,
    author          bigint not null, -- person.id, 0 once that account was erased
    -- stopped: its final report is still to be shown
    state           text   not null check (state in ('draft', 'going', 'stopped', 'done')),
    version         bigint not null, -- rises with every change of the draft; a button is valid for one version
    audience        text   not null, -- registered, waiting, or a category
    made_at         bigint not null,
    recipient_count bigint not null, -- when it was confirmed
    last_recipient  bigint not null, -- person.id: messages are enqueued up to here
    all_enqueued    bigint not null check (all_enqueued in (0, 1)),
    -- real time: sending began, was stopped, progress was last shown; and the text that was shown
    begun_at        bigint not null,
    stopped_at      bigint not null,
    shown_at        bigint not null,
    shown_html      text   not null,
    age             bigint not null default 0 -- days of running time
);
create index announcement_by_state on announcement (state, number);

-- Its text: one for all, and one for each language that has its own.
create table announcement_text (
    announcement bigint not null references announcement (number),
    language     text   not null, -- '' for all others
    html         text   not null,
    photo        text   not null, -- Telegram's file id, '' for none
    primary key (announcement, language)
);
