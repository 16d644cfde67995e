-- Certificates of attendance that organisers send to all. The primary key lets nobody get one twice by it.

create table certificate_sent (
    registration bigint primary key references registration (number) on delete cascade,
    sent_at      bigint not null -- the event's time
);

-- The sending that is under way, or the last one. One row.
create table certificate_sending (
    name              text   primary key, -- 'all'
    requested_by      bigint not null, -- person.id of the organiser; 0: none yet, or erased
    is_active         bigint not null check (is_active in (0, 1)),
    sent              bigint not null, -- attendees so far
    last_registration bigint not null  -- registration.number: worked through up to here
);
insert into certificate_sending (name, requested_by, is_active, sent, last_registration)
values ('all', 0, 0, 0, 0);
