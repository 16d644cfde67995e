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
    🔔 In { $minutes } min: <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 For { $name }, whom you registered.

reminder-cannot-come = I can't come any more
reminder-mute = 🔕 No more reminders
correction =
    ⚠️ Change: <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
correction-cancelled =
    ⚠️ Change: <b>{ $session }</b> ({ $hour }, { $day }) will not take place.

reminders-settings =
    <b>🔔 Your reminders</b>
    { $count ->
        [0] You have chosen no point of the programme.
        [one] You have chosen one point of the programme.
       *[other] You have chosen { $count } points of the programme.
    }
    I'll tell you { $minutes } min before.
reminders-all-off = 🔕 You get no reminders. If you are registered, your seat is kept.
reminders-all-on = 🔔 Turn reminders on again
reminders-sessions = 📅 Choose from the programme
reminders-lead = ⏱ { $minutes } min before
reminders-kinds = ⚙️ Choose the reminders
reminders-wished = 🔔 { $hour } · { $session }
reminders-not-wished = { $hour } · { $session }
reminders-back = ‹ Back
reminders-choose = Tap the points of the programme that I should remind you of. 🔔: I'll tell you.
reminders-none-left = The whole programme has begun already: there is nothing left to remind you of.
reminders-choose-lead = How long before?
reminders-minutes = { $minutes } min
reminders-choose-kinds = Tap a reminder to stop it or to have it again. Your seat is kept.
reminders-kind-days = { $count ->
    [0] On the day, { $hour }
    [1] The day before, { $hour }
   *[other] { $count } days before, { $hour }
}
reminders-kind-session = { $minutes } min before: { $session }
reminders-wish-on = 🔔 I'll tell you { $minutes } min before.
reminders-wish-past = It's in less than { $minutes } min: the reminder will not come any more, but it's soon!
reminders-wish-off = All right, no reminder.
reminders-muted = 🔕 All right, no more reminders. If you are registered, your seat is kept.

change-help =
    <b>🕙 Change the schedule</b>
    To shift everything that has not begun, tap a button or write { $command } 15.
    For one point only:
    { $command } { $session } 11:15
    { $command } { $session } cancel
    { $command } { $session } restore
    { $command } { $session } room Salon 2
change-later = + { $minutes } min
change-preview =
    <b>What changes</b>
    { $lines }

    { $count ->
        [0] Nobody has had a reminder yet that would be wrong.
        [one] One person has had a reminder that becomes wrong: I'll tell them.
       *[other] { $count } people have had a reminder that becomes wrong: I'll tell them.
    }
    { $read }
change-line = { $before } → <b>{ $after }</b> · { $session }
change-line-cancelled = ✖️ { $hour } · { $session }
change-line-restored = ✔️ { $hour } · { $session }
change-line-room = 📍 { $hour } · { $session }: <b>{ $room }</b>
change-more = … and { $count ->
    [one] one more point
   *[other] { $count } more points
}
change-confirm = ✅ Confirm
change-drop = ✖️ Change nothing
change-done =
    ✅ <b>It's changed.</b>
    { $lines }
change-undo = ↩️ Undo
change-dropped = All right, nothing changes.
change-unclear = I did not understand this change. Write for example { $command } 15, or just { $command } to see what is possible.
change-range = Give a number of minutes from -120 to 240, but not 0. For example: { $command } 15
change-past = A point would then begin in the past. Nothing is changed.
change-nothing = That would change nothing.
change-too-late = Somebody else has just changed the schedule. Nothing is done: look at the programme, then try again.
change-not-yours = The schedule is for organisers.
reminders-button = 🔔 My reminders
reminder-ticket = 🎟 My ticket
programme-line-cancelled = ✖️ { $hour } · { $title } (cancelled)
session-cancelled = ✖️ <b>{ $title }</b> ({ $hour }, { $day }) is cancelled: it will not take place.
