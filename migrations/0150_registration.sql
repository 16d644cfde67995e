-- How many registrations were cancelled on a day: a figure that stays when the row is gone.

create table registration_cancelled (
    day   bigint primary key, -- days since 1970-01-01, in the event's time zone
    count bigint not null
);
