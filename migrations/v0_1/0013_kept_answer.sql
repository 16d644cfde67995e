-- Answers an organiser kept for everybody: how it was asked, what is said.
create table kept_answer (
    -- the number of the question it came from
    number bigint primary key,
    wording text not null,
    answer text not null
);
