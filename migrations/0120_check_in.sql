-- Who has arrived: a row for each attendee and day of the event. The primary key lets nobody in twice, however
-- many scan at once.

create table arrival (
    registration bigint not null references registration (number) on delete cascade,
    day          bigint not null, -- of the event, 0 for its first
    arrived_at   bigint not null, -- the event's time
    method       text   not null check (method in ('scan', 'code', 'search', 'self', 'paper', 'walk-in')),
    recorded_by  bigint not null, -- person.id of the staff; 0: the attendee, or erased
    primary key (registration, day)
);
create index arrival_by_day on arrival (day, arrived_at);
