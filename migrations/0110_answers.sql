-- Questions that the bot cannot answer, on their way to the organisers and back.

create table organiser_question (
    number      bigint primary key,
    person      bigint not null, -- the author
    language    text   not null, -- of the answer
    text        text   not null,
    state       text   not null check (state in ('asked', 'answered')),
    organiser   bigint not null, -- who answered, 0 before
    answer      text   not null,
    asked_at    bigint not null,
    message     bigint not null default 0,  -- the author's message
    voice       text   not null default '', -- Telegram's file id, '' for a text
    age         bigint not null default 0,  -- days of running time
    is_incident bigint not null default 0 check (is_incident in (0, 1)) -- 1: reports something in the hall
);
create index organiser_question_by_person on organiser_question (person);

-- Texts a person may send to the organisers by a button: the last few, for two hours.
create table organiser_question_draft (
    number   bigint primary key, -- of the question it becomes
    person   bigint not null,
    language text   not null,
    text     text   not null,
    voice    text   not null, -- Telegram's file id, '' for a text
    message  bigint not null, -- the person's message
    age      bigint not null  -- hours of running time
);
create index organiser_question_draft_by_person on organiser_question_draft (person);

-- Answers that an organiser published for everybody.
create table saved_answer (
    number  bigint primary key references organiser_question (number),
    wording text   not null,
    answer  text   not null
);
