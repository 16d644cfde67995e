-- What other modules may read of the arrivals. Whose a registration is, the view `attendee` says.
create view attended as
select registration, day, arrived_at from arrival;
