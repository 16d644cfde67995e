### Room 2: answers about the programme and the venue.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (on now)
programme-place = 📍 { $place }

now-session =
    On now, from { $hour } to { $end }:
    { $session }
now-before =
    The forum hasn't started yet. It opens on { $day } at { $hour } with:
    { $session }
now-between =
    Nothing right now. At { $hour }:
    { $session }
next-session =
    Next, { $wait } ({ $day }, { $hour }):
    { $session }

session-and-speakers =
    <b>{ $title }</b>
    { $speakers }
session-alone = <b>{ $title }</b>
session-hours = { $hour } – { $end }
session-hour = { $hour }
session-past = it's over
session-under-way = it's on now
session-card =
    <b>{ $title }</b>
    🕙 { $hours }, { $day } ({ $state })
    📍 { $place }
    { $details }
session-speakers = 🗣 { $speakers }
session-point = • { $point }

event-when =
    🗓 <b>{ $day }, { $hour } to { $end }</b> ({ $state })
    📍 { $place }
event-over =
    The { $title } is over. Thank you!
    For any question:
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
place-no-address = The invitation gives no street address.
place-access = { $access }
contact =
    To reach the organisers:
    { $contact }

greeting = Hello! What would you like to know?
thanks = You're welcome!
not-understood = Sorry, I didn't get that. Put it another way, or tap a topic:
not-understood-offer = Sorry, I didn't get that. Is it a question for the speakers?

button-programme = 📅 Programme
button-now = ▶️ On now
button-next = ⏭ Next
button-place = 📍 Venue
button-contact = ☎️ Contact
