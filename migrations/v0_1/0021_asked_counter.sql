-- What is asked of the organisers is numbered by a counter of its own: a number that was deleted never
-- comes again, for cards and buttons that name it may still be about.
insert into counter (name, value) values ('asked', (select coalesce(max(number), 0) from asked_organisers));
