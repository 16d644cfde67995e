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
now-last =
    Since { $hour }:
    { $session }
    The invitation doesn't say until when.
now-several = Several things are on now:
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

at-nothing = Nothing is on the programme at { $asked }. The forum runs from { $hour } to { $end } ({ $day }).
at-several = On { $day } at { $asked } there is more than one thing:
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = The forum begins on <b>{ $day } at { $hour }</b> ({ $wait }).
start-past = Yes, it has begun: on { $day } at { $hour }. Announced end: { $end }.
end-to-come =
    Announced end: <b>{ $day } at { $hour }</b>.
    { $opens }
end-opens = It has not begun yet: it opens on { $day } at { $hour } ({ $wait }).
end-left = It is not over: <b>{ $left }</b> left. Announced end: { $hour }.
end-today = Today it goes on until <b>{ $hour }</b>: { $left } left.
end-tomorrow = That is all for today. It goes on on <b>{ $day } at { $hour }</b>.
end-of-all = The event ends on { $day } at { $hour }.
end-closing =
    The announced end, { $hour } ({ $day }), has passed. <b>{ $title }</b> was listed at that time, and its own end is not given.
    For any question:
    { $contact }
wait-both = in { $hours } h { $minutes } min
left-minutes = { $count } min
left-hours = { $hours } h
left-both = { $hours } h { $minutes } min
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    The invitation gives no other name.
who-unknown =
    <b>{ $title }</b>
    The invitation does not say who speaks.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    The forum is organised by:
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] The invitation is signed: { $signatory }
    }
deadline = One can register until { $day } included: there is still time.
deadline-past =
    The last day to register was { $day }: it has passed. Ask the organisers:
    { $contact }
deadline-none =
    The invitation gives no deadline. Ask the organisers:
    { $contact }
refreshments =
    There will be refreshments: { $title }, from { $hour } to { $end }. The invitation mentions neither a meal nor coffee. To know more:
    { $contact }
unknown =
    The invitation does not say. The organisers may know:
    { $contact }
out-of-scope = That is something I do not know. I am here for the { $title }: programme, times, place, registration, questions to the speakers.
emergency =
    Tell someone of the team in the room right away: they will know what to do.
    { $number ->
        [none] { "" }
       *[other] Emergency number: <b>{ $number }</b>
    }
    { $contact }
places-left = { $count ->
    [0] It's full for now. Register all the same: you'll be on the waiting list.
    [one] There is <b>one place</b> left.
   *[other] There are <b>{ $count } places</b> left.
}
by-bot =
    I can do that in our Telegram chat. Otherwise:
    { $contact }
ways-to-ask = Write me your question and I pass it to the moderators. In the room, people speak during:
how-to-register =
    One has to register { $day ->
        [none] with the organisers
       *[other] by { $day } at the latest
    }: right here, or by returning the registration form.
    { $contact }
which = What would you like to know?
not-understood-again = I still do not understand, sorry. Is it one of these?
not-understood-offer-again = Sorry, I still do not understand. Shall I put this to the speakers?
button-session-when = 🕙 { $title }
button-session-who = 🗣 Who? { $title }
button-session-about = 💬 About: { $title }
button-when = 🗓 When?
button-about = 💬 What is it about?
button-food = 🥤 Refreshments
button-reminders = 🔔 Reminders
button-forward = ✉️ Ask the organisers

forward-card =
    ✉️ A question that the invitation does not answer:
    <i>{ $text }</i>
forward-take = Answer
forward-sent =
    ✉️ Sent to the organisers:
    <i>{ $text }</i>
    Their answer will come here.
forward-prompt =
    Write your answer to:
    <i>{ $text }</i>
    Your next message will be sent to the person.
voice-note = I can only read text: I cannot listen to your message. Tap a topic, or send it to the organisers:
button-forward-voice = 🎤 Send it to the organisers
forward-voice = 🎤 voice message
forward-needs-text = Your answer goes out in writing: please type it.
forward-thanks-voice = Thank you, your answer is sent.
forward-leave = Not now
forward-left = All right, later.
forward-done-already = Somebody has already answered.
forward-done =
    ✅ <i>{ $text }</i>
    Answer: { $answer }
forward-thanks = Thank you, your answer is sent. Shall I give it to everybody who asks this?
forward-keep = Yes, keep it for all
forward-is-kept = Kept.
forward-answer =
    ✉️ You asked: <i>{ $text }</i>
    The organisers answer: { $answer }
forward-kept = The organisers' answer: { $answer }
forward-not-yours = This is for the organisers only.
