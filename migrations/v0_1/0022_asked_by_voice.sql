-- What goes to the organisers may be a voice message, and their answer shows which message it answers.
alter table asked_organisers add column message bigint not null default 0;
-- the messenger's id of the file, empty for a text
alter table asked_organisers add column voice text not null default '';
