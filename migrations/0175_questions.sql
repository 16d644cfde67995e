-- Written answers, kept so that the account of the questions can show them, and what other modules may read.

-- The written answer to a question; one that was merged has that of its root. `was_public`: the question was approved
-- before it was answered, so that its words may stand in the account; `in_account`: the answer may stand there too.
create table question_answer (
    question    bigint primary key references question (number),
    text        text   not null,
    answered_at bigint not null, -- event time; 0 once the author was erased
    answered_by bigint not null, -- person.id of the moderator; 0: erased
    was_public  bigint not null check (was_public in (0, 1)),
    in_account  bigint not null check (in_account in (0, 1) and in_account <= was_public)
);

-- Accounts that asked a question, also one that they withdrew or that was set aside.
create view asker as
select distinct person from question where person > 0;

-- Questions whose words nobody but their author may read, or that moderators set aside.
create view concealed_question as
select number from question where state in ('pending', 'aside', 'personal', 'withdrawn');
