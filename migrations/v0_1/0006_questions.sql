-- Questions put to the round table.
--   waiting -> taken -> answered
--   waiting -> aside, taken -> aside
-- A state changes by compare-and-set (update … where number = $1 and state = $2).
create table question (
    number     bigint primary key,
    person     bigint not null,
    text       text   not null,
    language   text   not null, -- of the author, for the news they get
    state      text   not null,
    taken_by   bigint not null, -- 0 until a moderator takes it
    asked_at   bigint not null,
    taken_at   bigint not null,
    closed_at  bigint not null
);
create index question_by_state on question (state, number);
create index question_by_person on question (person, state);
