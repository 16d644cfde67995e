-- Who votes, under a number that says nothing about them: when the row here is gone, their votes
-- stay and lead to nobody.
create table voter (
    person      bigint primary key,
    key         bigint not null unique, -- random
    -- 1 once they were told that moderators hear a voice message as it is
    hears_voice bigint not null
);

-- One vote a person and question: the primary key is what makes a second one impossible. Whoever
-- asks is the first to vote for it.
create table vote (
    question bigint not null,
    voter    bigint not null, -- voter.key
    at       bigint not null,
    primary key (question, voter)
);
create index vote_by_voter on vote (voter);

-- What somebody has before them: the page of questions as it was shown, a line not yet published.
create table in_hand (
    person bigint not null,
    name   text   not null, -- page, draft
    value  text   not null,
    primary key (person, name)
);
