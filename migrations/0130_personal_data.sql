-- The attendance sheet is kept longer than the rest: its end has a countdown of its own, in the row 'attendance'.
insert into retention (name, elapsed, announced_after, erased, backup_path, backup_elapsed)
values ('attendance', 0, -1, 0, '', 0);

-- Figures for a report to funders, counted before the people they are about are erased. No persons.
create table attendance_figure (
    category   text   not null, -- of attendees
    day        bigint not null, -- of the event, 0 for its first; -1: all of it
    registered bigint not null, -- had a seat, or came
    arrived    bigint not null,
    primary key (category, day)
);
