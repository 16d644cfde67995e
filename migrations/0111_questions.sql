-- Questions to the round table: the queue, votes, moderation.

-- A state changes by compare-and-set (update … where number = $1 and version = $2).
create table question (
    number        bigint primary key,
    person        bigint not null, -- the author; 0: asked aloud, or the account was erased
    text          text   not null,
    language      text   not null, -- of the author's notifications
    state         text   not null check (state in ('pending', 'waiting', 'taken', 'later', 'answered', 'aside',
        'personal', 'merged', 'withdrawn')),
    claimed_by    bigint not null, -- the moderator, 0 for none
    asked_at      bigint not null,
    claimed_at    bigint not null,
    closed_at     bigint not null,
    version       bigint not null default 0, -- rises with every change
    public_text   text   not null default '', -- a moderator's wording, '' for the author's
    theme         text   not null default '', -- the event file's id
    display_name  text   not null default '', -- shown under the question, '' for anonymous
    voice         text   not null default '', -- Telegram's file id, '' for a text
    voice_seconds bigint not null default 0,
    source        text   not null default 'hall' check (source in ('hall', 'floor', 'umbrella')),
    close_reason  text   not null default '', -- why rejected, how answered, or that it was handed over
    starred       bigint not null default 0 check (starred in (0, 1)),
    speaker       text   not null default '', -- the speaker it was assigned to
    votes         bigint not null default 0,
    newcomer      bigint not null default 1 check (newcomer in (0, 1)), -- 1: the author was not heard yet
    claimed_until bigint not null default 0 -- real time
);
create index question_by_newcomer on question (state, theme, newcomer, votes desc, number);
create index question_by_person on question (person, state);
create index question_by_state on question (state, number);
create index question_in_order on question (state, votes desc, number);
create index question_in_theme on question (state, theme, votes desc, number);

-- The number of questions in each state, kept by the transaction that moves a question.
create table question_count (
    state text   primary key,
    count bigint not null
);

-- Merged questions: a tree whose root is the question that is put to the speakers.
create table question_merge (
    child          bigint primary key references question (number),
    root           bigint not null references question (number),
    parent         bigint not null, -- the question a moderator merged it into; merged further since, perhaps
    previous_state text   not null,
    at             bigint not null
);
create index question_merge_by_root on question_merge (root);

-- The question on the hall's screen, 0 for none. One row.
create table on_screen (
    name     text   primary key, -- 'hall'
    question bigint not null,
    since    bigint not null
);
insert into on_screen (name, question, since) values ('hall', 0, 0);

-- The pseudonym a person votes under. Once this row is deleted, nobody can tell whose the votes are.
create table voter (
    person                 bigint primary key,
    key                    bigint not null unique, -- random
    -- 1: was told that moderators hear a voice message as it is
    voice_warning_accepted bigint not null check (voice_warning_accepted in (0, 1))
);

-- One vote per person and question; the author's is the first. `voter` is voter.key.
create table vote (
    question bigint not null, -- question.number
    voter    bigint not null,
    at       bigint not null,
    primary key (question, voter)
);
create index vote_by_voter on vote (voter);

-- Small state of a person's screens: the page of questions as it was shown, a text not yet published.
create table ui_state (
    person bigint not null,
    name   text   not null, -- page, draft, refused, voice
    value  text   not null,
    age    bigint not null default 0, -- hours of running time
    primary key (person, name)
);

-- Authors who may not ask for now.
create table muted (
    person bigint primary key,
    at     bigint not null
);

-- What moderators did. `snapshot` is what undo restores; it is cleared once undo is closed.
create table moderation_log (
    number             bigint primary key,
    at                 bigint not null, -- event time
    real_at            bigint not null, -- real time: undo is open for five minutes
    person             bigint not null, -- 0: the bot itself
    action             text   not null,
    question           bigint not null, -- 0: concerns none
    related_number     bigint not null, -- the question it was merged into, or the entry that was undone
    detail             text   not null, -- a reason, a mode, a speaker
    snapshot           text   not null, -- JSON
    version            bigint not null, -- the question's, after the action
    previous_on_screen bigint not null, -- the question on the screen before the action
    undone             bigint not null check (undone in (0, 1)),
    age                bigint not null default 0 -- days of running time
);
create index moderation_log_by_age on moderation_log (real_at);
create index moderation_log_by_question on moderation_log (question, number);

-- The queue panels that are kept current: in a moderator's chat, or in a group.
create table panel (
    id             bigint primary key, -- the chat it was opened in
    chat           bigint not null,    -- where it is now: a group may get another id
    language       text   not null,
    messages_below bigint not null,    -- sent since below it
    content_hash   text   not null,
    topic          bigint not null default 0 -- the group's topic, 0 for none
);
