-- The lines that moderators send to the stage. At most one is shown; a new one takes its place.

create table stage_line (
    number     bigint primary key,
    -- what was typed, '' for one of those that are ready
    text       text   not null,
    ready_line text   not null check (ready_line in ('', 'five-minutes', 'two-minutes', 'last-question', 'to-audience',
        'microphone', 'conclude')),
    sent_by    bigint not null, -- person.id
    sent_at    bigint not null, -- event time
    state      text   not null check (state in ('shown', 'replaced', 'withdrawn')),
    seen_at    bigint not null default 0, -- event time of the first acknowledgement on the stage, 0 for none
    age        bigint not null default 0  -- days of running time
);
create index stage_line_by_state on stage_line (state, number);

insert into counter (name, value) values ('stage_line', 0);
