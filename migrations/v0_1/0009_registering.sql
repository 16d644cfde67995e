-- Who was reminded of a registration they began and did not finish: once, and never again.
create table nudged (
    person bigint primary key,
    at     bigint not null
);

-- Ticket codes that were not right, so that nobody guesses by the hundred.
create table wrong_code (
    person bigint primary key,
    tries  bigint not null,
    since  bigint not null -- the event's time of the first of them
);
