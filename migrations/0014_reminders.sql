-- What one chat still has to hear, looked at whenever something more is put there.
create index outbox_by_chat on outbox (chat, urgency, state, seq);
