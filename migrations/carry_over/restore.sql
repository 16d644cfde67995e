-- Part 2: the rows of version 0.1 go into the new tables. Referenced tables come first; version 0.1 had no
-- foreign keys, and a row whose reference is gone is left out.

insert into question (
    number, person, text, language, state, claimed_by, asked_at, claimed_at, closed_at, version,
    public_text, theme, display_name, voice, voice_seconds, source, close_reason, starred, speaker,
    votes, newcomer, claimed_until
)
select
    number, person, text, language, state, taken_by, asked_at, taken_at, closed_at, version,
    public_text, guide, signed, voice, voice_seconds, source, reason, starred, speaker, votes,
    newcomer, lease_until
from v0_1_question;
drop table v0_1_question;

insert into organiser_question (
    number, person, language, text, state, organiser, answer, asked_at, message, voice, age,
    is_incident
)
select
    number, person, language, text, state, organiser, answer, asked_at, message, voice, age,
    report
from v0_1_asked_organisers;
drop table v0_1_asked_organisers;

insert into announcement (
    number, author, state, version, audience, made_at, recipient_count, last_recipient,
    all_enqueued, begun_at, stopped_at, shown_at, shown_html, age
)
select
    number, author, state, version, audience, made_at, total, reached, complete, begun_at,
    stopped_at, shown_at, shown, age
from v0_1_announcement;
drop table v0_1_announcement;

insert into key_value (name, value)
select name, value from v0_1_setting;
drop table v0_1_setting;

-- counters that are newer than that version keep their rows
delete from counter where name in ('question', 'registration', 'announcement', 'moderation_log', 'organiser_question');
insert into counter (name, value)
select
    case name when 'desk' then 'moderation_log' when 'asked' then 'organiser_question' else name end,
    value
from v0_1_counter;
drop table v0_1_counter;

delete from lease;
insert into lease (name, owner, epoch, until_at)
select name, owner, epoch, until_at from v0_1_lease;
drop table v0_1_lease;

insert into seen_update (id, seen_at)
select id, seen_at from v0_1_seen_update;
drop table v0_1_seen_update;

insert into failed_update (id, tries, quarantined, raw, error, failed_at)
select id, tries, set_aside, raw, error, failed_at from v0_1_failed_update;
drop table v0_1_failed_update;

insert into person (
    id, language, language_chosen, unreachable, conversation, met_at, conversation_age,
    reply_language, offered_languages, registration_draft
)
select
    id, language, language_chosen, gone, step, met_at, step_age, spoken, offered,
    -- the stored form of version 0.1, and the forms of its earlier steps: front:registration:{…}
    case
        when substr(step, 1, 1) = '{' and replace(step, '{"registering":', '') <> step then 1
        when substr(step, 1, 1) <> '{' and substr(step, 1, 8) <> 'offered:'
            and replace(step, 'registration:{', '') <> step then 1
        else 0
    end
from v0_1_person;
drop table v0_1_person;

insert into role (person, role, granted_at)
select person, role, given_at from v0_1_role;
drop table v0_1_role;

insert into invite (hash, role, expires_at, used_by, age)
select hash, role, expires_at, used_by, age from v0_1_invite;
drop table v0_1_invite;

insert into session (
    id, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room
)
select
    id, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room
from v0_1_session;
drop table v0_1_session;

insert into reminder_done (reminder, due_at)
select reminder, due_at from v0_1_reminder_done;
drop table v0_1_reminder_done;

insert into outbox (
    key, seq, chat, urgency, expires_at, body, live_message, state, tries, error, queued_at
)
select
    key, seq, chat, urgency, expires_at, body, slot, state, tries, error, put_at
from v0_1_outbox;
drop table v0_1_outbox;

insert into live_message (name, chat, message, age)
select name, chat, message, age from v0_1_slot;
drop table v0_1_slot;

insert into attachment (spec, file_id, age)
select recipe, file_id, age from v0_1_attachment;
drop table v0_1_attachment;

insert into registration (
    number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
    waitlist_inactive_at, code, name, category, organisation, phone, email, area, access_needs,
    consent_how, consent_version, consent_at, registered_at, calendar_issues, calendar_fingerprint,
    calendar_at, calendar_uid
)
select
    number, person, own, registered_by, standing, offered_until, line_at, last_chance_at, code,
    name, category, structure, phone, email, area, access_needs, consent_how, consent_version,
    consent_at, registered_at, calendar_sequence, calendar_facts, calendar_at, calendar_uid
from v0_1_registration;
drop table v0_1_registration;

insert into reminder_sent (reminder, registration, outcome, at, told_start, message_registration)
select reminder, registration, outcome, at, told, letter from v0_1_reminder_sent;
drop table v0_1_reminder_sent;

insert into completion_reminded (person, at)
select person, at from v0_1_nudged;
drop table v0_1_nudged;

insert into wrong_code (person, tries, first_at)
select person, tries, since from v0_1_wrong_code;
drop table v0_1_wrong_code;

insert into saved_answer (number, wording, answer)
select number, wording, answer from v0_1_kept_answer
where number in (select number from organiser_question);
drop table v0_1_kept_answer;

insert into reminder_subscription (
    person, session, is_active, lead_minutes, subscribed_at, outcome, told_start
)
select
    person, session, wanted, lead_minutes, wished_at, outcome, told
from v0_1_reminder_wish;
drop table v0_1_reminder_wish;

insert into reminder_mute (person, reminder)
select person, reminder from v0_1_reminder_mute;
drop table v0_1_reminder_mute;

insert into schedule_change (version, changed_by, changed_at, before)
select version, changed_by, changed_at, before from v0_1_schedule_change;
drop table v0_1_schedule_change;

insert into voter (person, key, voice_warning_accepted)
select person, key, hears_voice from v0_1_voter;
drop table v0_1_voter;

insert into vote (question, voter, at)
select question, voter, at from v0_1_vote;
drop table v0_1_vote;

insert into ui_state (person, name, value, age)
select person, name, value, age from v0_1_in_hand;
drop table v0_1_in_hand;

insert into moderation_log (
    number, at, real_at, person, action, question, related_number, detail, snapshot, version,
    previous_on_screen, undone, age
)
select
    number, at, mono, person, act, question, other, detail, before, version, live, undone, age
from v0_1_desk_log;
drop table v0_1_desk_log;

delete from on_screen;
insert into on_screen (name, question, since)
select name, question, since from v0_1_on_screen;
drop table v0_1_on_screen;

insert into question_merge (child, root, parent, previous_state, at)
select child, head, via, was, at from v0_1_joined
where child in (select number from question) and head in (select number from question);
drop table v0_1_joined;

insert into muted (person, at)
select person, at from v0_1_muted;
drop table v0_1_muted;

insert into panel (id, chat, language, messages_below, content_hash, topic)
select id, chat, language, below, shown, topic from v0_1_panel;
drop table v0_1_panel;

insert into moderator_name (person, name)
select person, name from v0_1_staff;
drop table v0_1_staff;

insert into question_count (state, count)
select state, n from v0_1_tally;
drop table v0_1_tally;

insert into announcement_text (announcement, language, html, photo)
select announcement, language, html, photo from v0_1_announcement_text
where announcement in (select number from announcement);
drop table v0_1_announcement_text;

insert into broadcast_recipient (broadcast, chat, outcome)
select mailing, chat, outcome from v0_1_mailed;
drop table v0_1_mailed;

insert into erased_account (account, what, n, at, age)
select account, what, n, at, age from v0_1_erased_account;
drop table v0_1_erased_account;

insert into prior_usage (person, what, n, at)
select person, what, n, at from v0_1_used_before;
drop table v0_1_used_before;

insert into event_identity (name, id, title, kind, ends_at)
select name, id, title, kind, ends_at from v0_1_event_identity;
drop table v0_1_event_identity;

delete from retention where name = 'event';
insert into retention (name, elapsed, announced_after, erased, backup_path, backup_elapsed)
select name, over_for, told_at, erased, backup, backup_for from v0_1_retention;
drop table v0_1_retention;

insert into forwarding_quota (person, since, count)
select person, since, many from v0_1_sent_on;
drop table v0_1_sent_on;

insert into album (chat, id, items, seen_at)
select chat, id, items, seen_at from v0_1_album;
drop table v0_1_album;

insert into organiser_question_draft (number, person, language, text, voice, message, age)
select number, person, language, text, voice, message, age from v0_1_offer;
drop table v0_1_offer;
