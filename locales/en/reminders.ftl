### Room 3: reminders. Day, hour, place.

reminder-day-before =
    🔔 It's tomorrow: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-that-day =
    🔔 It's today: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-days-before =
    🔔 Coming soon: <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-session =
    🔔 In { $minutes } minutes: <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 For { $name }, whom you registered.

reminder-cannot-come = I can't come any more
reminder-mute = 🔕 Stop the reminders
correction =
    ⚠️ Change: <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
correction-cancelled =
    ⚠️ Change: <b>{ $session }</b> ({ $hour }, { $day }) won't take place.

reminders-settings =
    <b>🔔 Your reminders</b>
    { $count ->
        [0] With a registration, the usual reminders come: ⚙️ to see them. You have chosen no other session.
        [one] You have chosen one session.
       *[other] You have chosen { $count } sessions.
    }
    I'll let you know { $minutes } minutes before.
reminders-all-off = 🔕 You get no reminders. If you are registered, your seat is kept.
reminders-all-on = 🔔 Turn reminders on again
reminders-sessions = 📅 Choose from the programme
reminders-lead = ⏱ { $minutes } minutes before
reminders-kinds = ⚙️ Choose the reminders
reminders-wished = 🔔 { $hour } · { $session }
reminders-not-wished = { $hour } · { $session }
reminders-back = ‹ Back
reminders-choose = Tap the sessions I should remind you of. 🔔: I'll let you know.
reminders-none-left = The whole programme has begun: there's nothing left to remind you of.
reminders-choose-lead = How long before?
reminders-minutes = { $minutes } minutes
reminders-choose-kinds = Tap a reminder to stop it or to have it again. Your seat is kept.
reminders-kind-days = { $count ->
    [0] On the day, { $hour }
    [1] The day before, { $hour }
   *[other] { $count } days before, { $hour }
}
reminders-kind-session = { $minutes } minutes before: { $session }
reminders-wish-on = 🔔 I'll let you know { $minutes } minutes before.
reminders-wish-past = It's in less than { $minutes } minutes: the reminder won't come, but it's soon!
reminders-wish-off = All right, no reminder.
reminders-muted = 🔕 All right, I won't send you reminders any more. If you are registered, your seat is kept.

change-later = + { $minutes } min
change-preview =
    <b>What changes</b>
    { $lines }

    { $count ->
        [0] Nobody has had a reminder that would now be wrong.
        [one] One person has had a reminder that is now wrong: I'll tell them.
       *[other] { $count } people have had a reminder that is now wrong: I'll tell them.
    }
    { $read }
change-line = { $before } → <b>{ $after }</b> · { $session }
change-line-cancelled = ✖️ { $hour } · { $session }
change-line-restored = ✔️ { $hour } · { $session }
change-line-room = 📍 { $hour } · { $session }: <b>{ $room }</b>
change-more = … and { $count ->
    [one] one more session
   *[other] { $count } more sessions
}
change-confirm = ✅ Confirm
change-rest = ⏩ Move what follows, too
change-drop = ✖️ Change nothing
change-done =
    ✅ <b>It's changed.</b>
    { $lines }
change-undo = ↩️ Undo
change-dropped = All right, nothing changes.
change-unclear = I didn't understand this change. Write for example { $command } 15. Write just { $command } to see what is possible.
change-range = Give a number of minutes from -120 to 240, but not 0. For example: { $command } 15
change-past = A session would then begin in the past. Nothing is changed.
change-nothing = That would change nothing.
change-too-late = The schedule has changed in the meantime. Nothing is done: look at the programme, then start again.
change-not-yours = Only organisers can change the schedule.
reminders-button = 🔔 My reminders
reminder-ticket = 🎟 My ticket
programme-line-cancelled = ✖️ { $hour } · { $title } (cancelled)
session-cancelled = ✖️ <b>{ $title }</b> ({ $hour }, { $day }) is cancelled: it won't take place.

change-by-buttons =
    <b>🕙 Change the schedule</b>
    Everything later: tap the minutes. One session only: tap it.
    Or write, for example: <i>{ $session } moved to 11:15</i>, <i>we are 20 minutes late</i>.
    Nothing changes before you confirm.
change-which = Which session do you mean?
change-one =
    <b>{ $session }</b> · { $hour }
    Tap what changes, or write: /decaler { $said } 11:15, /decaler { $said } room Salon 2
change-earlier = − { $minutes } minutes
change-cancel-one = ❌ Cancel this session
change-restore-one = ↩️ Put this session back
change-all-points = ‹ All sessions
words-change-late = late, delayed, delay, postponed, postpone, moved, move, pushed back, running late, behind, later, behind schedule
words-change-early = early, earlier, ahead, ahead of schedule, brought forward
words-change-cancelled = cancelled, canceled, cancel, called off
words-change-restored = restored, restore, back on, going ahead after all
words-change-room = room
words-change-oneself = i, i'm, my, me
words-change-unit = min, mins, minute, minutes
words-change-hour = h, o'clock
words-change-noon = noon, midday
words-change-minutes = five minutes 5, ten minutes 10, fifteen minutes 15, a quarter of an hour 15, quarter of an hour 15, twenty minutes 20, thirty minutes 30, half an hour 30, forty-five minutes 45, an hour 60, one hour 60
words-change-beside = the, a, an, is, are, we, we're, we are, to, at, by, of, from, everything, all, about, now, until, has, been, have, it, will, be, running, programme, forum, the forum, for, and
reminder-you-and-others = 👥 For you and for: { $names }
reminder-several = 👥 For: { $names }
change-far = That would be outside the planned days. Nothing is changed.
