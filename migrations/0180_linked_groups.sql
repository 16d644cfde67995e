-- Groups and channels of residents in which the bot posts what is public: the programme, announcements, changes.

-- The lock for whatever changes the links, and for opening a moderators' panel in a group.
insert into counter (name, value) values ('linked_group', 0);

-- The groups and channels. A group that is unlinked is deleted here; what was posted there stays known.
create table linked_group (
    chat            bigint primary key, -- a group may get another id, which then stands here
    kind            text   not null check (kind in ('group', 'channel')),
    title           text   not null, -- as Telegram shows it
    state           text   not null check (state in ('linked', 'lost')), -- lost: the bot may not write there any more
    topic           bigint not null, -- the group's topic, 0 for none
    languages       text   not null, -- codes of the posts' languages, separated by blanks
    subjects        text   not null, -- what is posted, words separated by blanks
    linked_by       bigint not null, -- the organiser, 0 once their data are erased
    linked_at       bigint not null,
    told_schedule   text   not null, -- JSON: the schedule that was told there
    has_seen_closed bigint not null check (has_seen_closed in (0, 1)) -- 1: no questions were accepted at some time since
);

-- What was posted: the primary key prevents a second time.
create table group_post (
    chat      bigint not null,
    post      text   not null, -- evening-2012-11-23, announcement-3, questions …
    posted_at bigint not null,
    primary key (chat, post)
);

-- What `announcements` may know: the groups that get announcements to everybody.
create view announcement_group as
    select chat from linked_group where state = 'linked' and ' ' || subjects || ' ' like '% announcements %';
