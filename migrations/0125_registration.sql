-- Lists of people (paper forms) that organisers have sent and not confirmed yet: one of each organiser.

create table pending_import (
    person  bigint primary key, -- the organiser; a newer list takes the place of an older one
    digest  text   not null,    -- of the list and of what was shown of it
    list    text   not null,    -- registration::import::List as JSON: names, numbers, access needs
    report  text   not null,    -- what was shown, line by line
    age     bigint not null default 0 -- hours of running time
);
