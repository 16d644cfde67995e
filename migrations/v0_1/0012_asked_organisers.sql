-- Questions the invitation does not answer, on their way to the organisers and back.
create table asked_organisers (
    number bigint primary key,
    -- who asked, and the language their answer comes in
    person bigint not null,
    language text not null,
    text text not null,
    -- offered (a button is shown), asked (the organisers have it), answered
    state text not null,
    -- who answered, 0 while nobody has
    organiser bigint not null,
    answer text not null,
    asked_at bigint not null
);
create index asked_organisers_person on asked_organisers (person);
