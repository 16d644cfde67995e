-- The organisers' desk: who gets a digest every morning.

create table desk_digest (
    person   bigint primary key,
    last_day bigint not null -- days since 1970-01-01 in the event's time zone: the last morning it was sent
);
