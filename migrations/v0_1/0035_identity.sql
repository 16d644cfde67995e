-- Which event this database is of, and whether it is a real one: written when it is first used, so
-- that another event file, the compiled-in event or a simulated clock never work on it by mistake.
-- One row; none in a database from before this migration until `koze run` opens it.
create table event_identity (
    name  text   primary key, -- 'event'
    -- the event file's own id; '' where it has none
    id    text   not null,
    -- its French title
    title text   not null,
    -- real, rehearsal, or copy: a real one's copy, which only a rehearsal opens
    kind  text   not null,
    -- the end of the event, the latest that was ever read for it
    ends_at bigint not null
);
