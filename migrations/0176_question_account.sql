-- The account of the questions: what an organiser has read and published. It holds no author.

-- The publication. No row: nothing is published. At most one row.
create table account_edition (
    name         text   primary key, -- 'event'
    digest       text   not null,    -- of the content, as it stands in the button that published it
    published_at bigint not null     -- event time
);

-- A question as it was published.
create table account_question (
    question bigint primary key, -- question.number
    root     bigint not null,    -- the question it was grouped with; itself where it stands alone
    theme    text   not null,    -- the event file's id, '' for none
    language text   not null,    -- of the text
    text     text   not null,
    votes    bigint not null,
    answered text   not null check (answered in ('aloud', 'written', 'no')),
    answer   text   not null     -- the written answer, '' for none
);

-- Figures of questions whose words are not shown, by name: a reason, 'unread', 'private', 'withdrawn'.
create table account_figure (
    name  text   primary key,
    count bigint not null
);

-- Who was told that the account is there: the primary key prevents a second message.
create table account_told (
    person  bigint primary key,
    told_at bigint not null -- event time
);

-- The round of messages under way, or the last one. One row, whose lock orders publications.
create table account_sending (
    name         text   primary key, -- 'event'
    edition      bigint not null,    -- rises with each publication
    requested_by bigint not null,    -- person.id of the organiser; 0: the command line, or erased
    is_active    bigint not null check (is_active in (0, 1)),
    told         bigint not null,    -- people in this round
    last_person  bigint not null     -- worked through up to here
);
insert into account_sending (name, edition, requested_by, is_active, told, last_person) values ('event', 0, 0, 0, 0, 0);
