-- Who asks for the floor in the exchanges with the hall, and who had it.

-- One row for each request. An open one (waiting, speaking) is the only one of its person; an erased account leaves
-- its rows without person and name, for the figures.
create table floor_request (
    number       bigint primary key, -- the number that moderators call where there is no name
    person       bigint not null,    -- 0: erased
    name         text   not null,    -- the first name that moderators see, '' for none
    state        text   not null check (state in
        ('waiting', 'speaking', 'heard', 'withdrawn', 'absent', 'closed', 'cleared')),
    position     bigint not null,    -- the order of the queue
    newcomer     bigint not null check (newcomer in (0, 1)),     -- 1: had not had the floor before
    skipped      bigint not null check (skipped in (0, 1)),      -- 1: was called once and did not come
    forewarned   bigint not null check (forewarned in (0, 1)),   -- 1: was told to get ready
    acknowledged bigint not null check (acknowledged in (0, 1)), -- 1: answered that they are coming
    told         bigint not null check (told in (0, 1)),         -- 0: closed or cleared, and not told yet
    session      text   not null,    -- the session in which they asked, '' for none
    asked_at     bigint not null,    -- event time
    called_at    bigint not null     -- event time, 0: did not have the floor
);
create unique index floor_request_of_person on floor_request (person)
    where person <> 0 and state in ('waiting', 'speaking');
create unique index floor_request_speaking on floor_request (state) where state = 'speaking';
create index floor_request_in_order on floor_request (state, position);
insert into counter (name, value) values ('floor_request', 0);

-- Moderators whose message with the queue is kept current.
create table floor_panel (
    person       bigint primary key,
    content_hash text   not null
);
