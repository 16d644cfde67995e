-- The language a person has written in of late, where it is not the one they are set to; and the languages they
-- were offered to go on in, a blank behind each: once is enough.
alter table person add column spoken text not null default '';
alter table person add column offered text not null default '';
