-- One message reminds somebody of their own registration and of those they made for others. The
-- registration after whose number that message is called; 0 for the registration's own, as before.
alter table reminder_sent add column letter bigint not null default 0;
