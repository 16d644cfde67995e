### Room 5: roles.

invite-invalid = This link has been used already, or is more than two days old. Ask the organiser for another.
role-moderator =
    Welcome! You moderate the questions for: <b>{ $title }</b>.
    “See the queue” shows what is waiting. “Next question” gives you the question to ask.
role-organiser =
    Welcome! You organise: <b>{ $title }</b>.
    You can moderate too. “See the queue” shows what is waiting. “Next question” gives you the question to ask.
    With /inscrits: who is coming, and the list. With /annonce: tell everybody. With /decaler: change the schedule.
role-mediator =
    Welcome! You are a mediator for: <b>{ $title }</b>.
    With /autres you can register up to thirty people who have no phone.
role-listener =
    Thank you for being there! You help for: <b>{ $title }</b>. You are the one people entrust their own situation to.
    If a person wishes so, their message comes here, without their name. You can answer it.
role-door =
    Welcome! You are at the door for: <b>{ $title }</b>.
    Scan a ticket with your phone's camera, and tap the link. Or write me a code, or a name. /accueil shows who is here.

held =
    <b>Everything I keep about you</b>
    { $lines }
held-person = • Your Telegram number { $id }; we speak { $language }; since { $day }
held-registration = • Registration no. { $number }: { $said }; agreed (version { $version }) on { $day }
held-other = • You registered, no. { $number }: { $said }
held-question = • Question no. { $number }: { $text }
held-role = • Your role: { $role }
held-more = • … and { $count } more, in the file
held-file = The same in full, in a file.
held-erase = 🗑 Erase everything
erase-ask =
    <b>Erase everything?</b>
    I erase your registration, your answers, your role, your questions not asked yet and messages still waiting. Your seat will be freed.
    Questions already asked in public stay, without your name. People you registered keep their seats.
    A mark of your account, without your number, keeps your votes and the limits you reached. It is destroyed after the event.
erase-yes = 🗑 Yes, erase it all
erase-no = ‹ No, erase nothing
erase-kept = All right, I've erased nothing.
erase-done = It's erased.
erase-after = I have erased everything. A mark without your number stays: your counted votes, the limits you reached. It will be destroyed after the event.

# Read, never shown
words-erase = delete, erase, remove
words-what-is-mine = my data, my information, about me
words-my-data = my data, what you know about me, what you have on me, data you have, data you hold, data you keep, everything you have, what you have about me, what do you have about me, what do you have on me, what do you know about me, information you keep, information you have, information about me, data about me, data on me, copy of my data, what you keep about me, keep about me, know about me, have about me, have on me, hold about me, store about me, stored about me

# What is held, in words: a sentence for each thing
held-step = • A conversation you began, with what you have written so far
held-registered-by = • You registered person no. { $number }; their answers are not among your data
held-question-taken = • Question no. { $number }: you took it
held-asked = • Asked of the organisers: { $text }
held-asked-answer = Their answer: { $answer }
held-answered = • Your answer to a question: { $answer }
held-kept-answer = • Kept for everybody: { $text } → { $answer }
held-unsent = • Written and not sent, soon erased: { $text }
held-draft = • A text you began: { $text }
held-voice = voice message
held-page = • The page of questions you are reading
held-wish = • Reminder chosen: { $session }, { $minutes } minutes before
held-wish-off = • Reminder taken back: { $session }
held-lead = • Your reminders: { $minutes } minutes before
held-mute-all = • You want no reminders
held-mutes = • Reminders switched off: { $count }
held-muted = • Your questions have been blocked since { $day }
held-staff = • Your name in the log of questions: { $name }
held-announcement-text = • Text of an announcement: { $text }
held-announcements = • Announcements you prepared: { $count }
held-votes = • Your votes, questions no.: { $numbers }
held-voter = • A random number under which your votes are counted
held-wrong-codes = • Wrong ticket codes: { $count }
held-nudged = • I reminded you of a registration you had not finished
held-panel = • The list of questions is open in our conversation
held-used-before = • From before you erased your data: what still counts for the limits
held-reminders-sent = • Reminders made for you: { $count }
held-journal = • Lines about you in the log of questions: { $count }
held-outbox = • Messages waiting to be sent: { $count }
held-slots = • Messages I keep up to date in our conversation: { $count }
held-invites = • Role links you used: { $count }
held-arrival = • Registration no. { $number }: arrived on { $day } at { $time }
held-let-in = • You let registration no. { $number } in
held-digest = • You get the figures every morning
held-feedback-request = • I asked what you thought on { $day }
# $useful and $organised: from 4 (best) to 1, 0 for none
held-feedback = • What you thought: usefulness { $useful ->
    [0] no answer
   *[other] { $useful } out of 4
}, organisation { $organised ->
    [0] no answer
   *[other] { $organised } out of 4
}
held-feedback-line = your words: { $text }
held-audit-log = • What you did with attendees' data, in the journal: { $count }
held-invites-made = • Role links you made: { $count }
held-schedule-changes = • Schedule changes you made: { $count }
held-mailed = • Announcements for you: { $count }
held-failed = • Messages I could not handle: { $count }
held-words-file = The same text in full, to read.
held-albums = • Photo albums received: { $count }
held-sent-on = • Messages you sent on within the hour: { $count }
# ---- the end of the promised time, for organisers

erasure-announced =
    In one day I erase what people entrusted to me: { $count ->
        [one] one registration
       *[other] { $count } registrations
    }, and all that goes with them.
    That was promised: { $months } months after the event.
    Is it too early? Tell whoever looks after the server: they can prevent it.
erasure-done =
    Done, as promised: { $count ->
        [one] one registration is erased
       *[other] { $count } registrations are erased
    }. { $backup ->
        [yes] A backup stays on the server for { $days } days, then it goes, too.
       *[no] No copy of them is left here.
    }

# ---- roles, and links that have served

invite-spent-yours = This link has already served you: you have this role ({ $role }).
invite-spent = This link has already served, and it works only once. Ask the organisers for another.
invite-expired = This link is older than two days and no longer works. Ask the organisers for another.
roles-list =
    Who has a role:
    { $lines }
roles-line = { $name } · { $role }, since { $day }
roles-more = … and { $count } more, on the server: koze roles list
roles-nameless = number { $id }
roles-take = Take away: { $name }, { $role }
roles-ask =
    Take this role away from { $name } ({ $role })?
    They will be told, and their buttons change at once.
roles-yes = Take this role away
roles-no = Change nothing
roles-taken = Done: { $name } no longer has this role ({ $role }).
roles-gone = This role was already taken away.
roles-last = This is the last organiser. Invite somebody else first.
roles-not-yours = Only organisers see the roles.
invite-withdrawn = The organisers took this link back. Ask them for another.
roles-invite = ➕ Invite somebody
roles-invite-which = For which role? The link works once, for two days.
roles-invite-organiser = Organisation: see and set everything
roles-invite-moderator = Moderation: the questions
roles-invite-door = Door: let people in
roles-invite-mediator = Mediation: register up to thirty people
roles-invite-listener = Listening: receive personal situations
roles-invitation =
    Here is a link for one person: <b>{ $role }</b>, { $title }.
    { $link }
    Forward it to them. It works once, for two days. /roles lets you take it back.
roles-invite-line = ✉️ Link not opened yet · { $role }, { $hours } h left
roles-invite-take = Take the link back: { $role }
roles-invite-withdrawn = This link is taken back.
roles-invite-gone = This link was used, or is gone.
roles-no-bot-name = The bot does not know its name yet. Try again in a minute.
role-name-moderator = moderation
role-name-organiser = organisation
role-name-mediator = mediation
role-name-listener = listening
role-name-door = door
role-lost =
    You no longer have this role: { $role }. Thank you for your help.
    Your buttons have changed. All the rest works as before.
words-order-guests = who is coming, who's coming, how many registered, how many people registered, who registered, guest list, the guest list, registrations, the list of registrations
words-order-announce = send an announcement, make an announcement, i want to send an announcement, announcement, tell everybody, tell everyone, message everyone
words-order-roles = invite a moderator, invite an organiser, invite, roles, who moderates, moderators
