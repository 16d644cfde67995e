-- The door reads of a registration what it needs to let somebody in.

drop view attendee;
create view attendee as
select
    number, person, own, name, category, registered_at,
    cast(case when seat_status = 'seat' then 1 else 0 end as bigint) as has_seat,
    code, organisation, access_needs, phone
from registration;
