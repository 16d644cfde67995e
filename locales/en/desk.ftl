### The desk: for organisers.

managed-card =
    { $facts }
    Ticket code: { $code }
managed-check-in = ✅ Let in
managed-promote = 🪑 Give a seat
managed-needs = ♿ Needs
managed-cancel = Cancel this registration
managed-desk = ◀️ Desk
managed-corrected = { $whose ->
    [own] The organisers corrected your registration. /inscription shows it.
   *[other] The organisers corrected the registration of <b>{ $name }</b>. /autres shows it.
}
managed-cancelled = { $whose ->
    [own] The organisers cancelled your registration. If that is a mistake, write to them.
   *[other] The organisers cancelled the registration of <b>{ $name }</b>. If that is a mistake, write to them.
}
desk-not-yours = The desk is for organisers.
desk =
    📋 <b>Desk</b> · { $day }, { $time }
    { $lines }
desk-seats = <b>{ $count }</b> { $count ->
    [one] seat
   *[other] seats
} taken of { $capacity }, { $left ->
    [0] none left
   *[other] { $left } left
}
desk-registered = <b>{ $count }</b> { $count ->
    [one] person registered
   *[other] people registered
}
desk-waitlist = Waiting list: { $count }
desk-changes = Since yesterday: { $fresh } new, { $cancelled } cancelled
desk-inside = In the room: <b>{ $count }</b>
desk-questions = Questions: { $waiting } waiting, { $closed } asked
desk-unanswered = Messages without an answer: { $count }
desk-add = ➕ Add
desk-documents = 📄 Papers and lists
managed-door = 🚪 Door
desk-feedback = 💬 Feedback
desk-sources = Where people come from (links opened): { $sources }
desk-search = 🔎 Search
desk-chart = 📈 Picture
desk-refresh = 🔄 Refresh
desk-daily-on = 🔔 Every morning
desk-daily-off = 🔕 No more mornings
desk-daily-is-on = You will get these figures every morning at 7.
desk-daily-is-off = You will no longer get them in the morning.
desk-roles = 👥 Roles
desk-log = 📓 Journal
desk-search-prompt = Whom are you looking for? Write a name, part of one, a phone number or a code.
desk-search-end = End the search
desk-search-ended = The search is over.
desk-found = { $name } · { $category }
desk-found-waiting = ⏳ { $name } · { $category }
desk-which = { $more ->
    [0] Who is it?
    [one] Who is it? There is one more: write more of the name.
   *[other] Who is it? There are { $more } more: write more of the name.
}
desk-nobody = I find nobody. Try part of the name, or the phone number.
desk-chart-caption = The registrations as a picture.
desk-alert = { $level ->
    [100] 🟥 <b>Full</b>: { $count } seats taken of { $capacity }. Whoever comes next goes on the waiting list.
   *[other] 🟧 <b>{ $level } % of the seats</b> are taken: { $count } of { $capacity }.
}
desk-digest =
    ☀️ Good morning! This is where we are.
    { $figures }
chart-registered = registered
chart-left = seats left
chart-waiting = waiting
chart-inside = in the room
chart-questions = questions
chart-days = Registrations per day, last { $days } days
chart-categories = Who is coming
audit-log =
    📓 <b>Who looked at and changed people's data</b>
    { $lines }
audit-empty = Nobody has looked at or changed anybody else's data yet.
audit-line = { $day } { $time } · { $who }: { $what }
audit-command-line = on the command line
audit-looked = looked at registration
audit-searched = searched
audit-corrected = corrected registration
audit-cancelled = cancelled registration
audit-added = registered
audit-promoted = gave a seat to registration
audit-checked-in = let in
audit-check-in-undone = undid the arrival of
audit-exported = took a list out
audit-imported = brought a list in
audit-invited = made a link
audit-invite-withdrawn = took a link back
audit-invite-used = opened a link
audit-role-revoked = took a role away
audit-list-loaded = loaded the list for scanning
audit-group-linked = linked a group
audit-group-unlinked = stopped the posts in a group
audit-group-lost = can't write in a group any more
audit-purged = data erased at the end of their time
audit-refused = refused
words-order-desk = desk, the desk, dashboard, figures
