-- What a question has gained on its way to the microphone. Its states now:
--   pending -> waiting -> taken -> answered
--   waiting, taken <-> later; taken, later, aside -> waiting
--   pending, waiting, taken, later -> aside, personal, answered (in private), withdrawn
--   pending, waiting, later -> merged -> as before, or withdrawn
-- Every change is a compare-and-set on `version`, which rises with each.
alter table question add column version bigint not null default 0;
-- the line the hall reads, where a moderator wrote one; '' means as asked
alter table question add column public_text text not null default '';
-- the guide of the event file it belongs to, '' for none
alter table question add column guide text not null default '';
-- the name its author chose to show, '' for none
alter table question add column signed text not null default '';
-- a voice message: the messenger's id of the file and its length; '' where it was written
alter table question add column voice text not null default '';
alter table question add column voice_seconds bigint not null default 0;
-- hall, floor (typed by staff for somebody in the room), umbrella (written by staff over several)
alter table question add column source text not null default 'hall';
-- why it was set aside, or how it was answered
alter table question add column reason text not null default '';
alter table question add column starred bigint not null default 0;
-- whom it is for, as the event file names them; '' for nobody in particular
alter table question add column speaker text not null default '';
-- distinct people behind it: counts what is in `vote`, raised and lowered with those rows
alter table question add column votes bigint not null default 0;
-- 1 while no question of its author was ever taken up
alter table question add column newcomer bigint not null default 1;
-- until when it is in its moderator's hand (real time)
alter table question add column lease_until bigint not null default 0;
update question set lease_until = taken_at + 600000 where state = 'taken';

-- the queue's order, over all and within a theme
create index question_in_order on question (state, votes desc, number);
create index question_in_theme on question (state, guide, votes desc, number);
create index question_by_newcomer on question (state, guide, newcomer, votes desc, number);
