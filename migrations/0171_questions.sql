-- What other modules may read of the muted authors: they cannot ask for the floor either.
create view muted_person as
select person from muted;
