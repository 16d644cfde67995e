-- The moderators' desk.

-- Draws the journal's numbers. Whoever acts at the desk draws one first and holds its lock: acts
-- come one after the other.
insert into counter (name, value) values ('desk', 0);

-- What was done, by whom, when. `before` is what undo restores; it is cleared when it is too late.
create table desk_log (
    number   bigint primary key,
    at       bigint not null, -- the event's time
    mono     bigint not null, -- real time: undo is open for five minutes
    person   bigint not null, -- 0: Kozé itself
    act      text   not null,
    question bigint not null, -- 0 where it concerns none
    other    bigint not null, -- the question it was merged into, the entry that was undone
    detail   text   not null, -- a reason, a mode, a speaker
    before   text   not null, -- JSON
    version  bigint not null, -- of the question after it
    live     bigint not null, -- the question on the screen before it
    undone   bigint not null
);
create index desk_log_by_question on desk_log (question, number);
create index desk_log_by_age on desk_log (mono);

-- The one question on the hall's screen; 0 for none.
create table on_screen (
    name     text   primary key,
    question bigint not null,
    since    bigint not null
);
insert into on_screen (name, question, since)
select 'hall', coalesce(max(number), 0), coalesce(max(taken_at), 0) from question
where state = 'taken' and taken_at = (select max(taken_at) from question where state = 'taken');

-- Questions that are asked as one. `head` is the one that is put, `via` the one it was joined to
-- by hand (which may have been joined to another since), `was` its state before.
create table joined (
    child bigint primary key,
    head  bigint not null,
    via   bigint not null,
    was   text   not null,
    at    bigint not null
);
create index joined_by_head on joined (head);

-- Authors who may not ask for now.
create table muted (
    person bigint primary key,
    at     bigint not null
);

-- Panels that are kept current: a moderator's own chat, or their group.
create table panel (
    id       bigint primary key, -- the chat it was opened in
    chat     bigint not null,    -- where it is now: a group may get another number
    language text   not null,
    below    bigint not null,    -- how much was said below it since
    shown    text   not null     -- a mark of what it shows
);

-- How those who moderate are called, for the journal they read.
create table staff (
    person bigint primary key,
    name   text   not null
);

-- How many questions are in each state: the same transaction that moves one changes it.
create table tally (
    state text   primary key,
    n     bigint not null
);
insert into tally (state, n) select state, count(*) from question group by state;
