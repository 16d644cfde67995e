-- What moderators and organisers get for their own press or command has an urgency of its own:
-- 0 press, 1 desk, 2 answer, 3 notice, 4 reminder, 5 announcement.
update outbox set urgency = urgency + 1 where urgency >= 1;
