-- Which event the database belongs to.

-- The event this database belongs to, written at its first use. It keeps another event file, the
-- built-in event and a simulated clock from working on it by mistake. One row.
create table event_identity (
    name    text   primary key, -- 'event'
    id      text   not null,    -- the event file's id, '' if it has none
    title   text   not null,    -- the event's French title
    -- copy: the copy of a real database, which only a rehearsal opens
    kind    text   not null check (kind in ('real', 'rehearsal', 'copy')),
    ends_at bigint not null     -- the latest end of the event that was ever read
);
