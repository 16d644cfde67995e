### Room 2: answers about the programme and the venue.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (on now)
programme-room = { " " }· 📍 { $room }
programme-place = 📍 { $place }

now-session =
    On now, from { $hour } to { $end }:
    { $session }
now-before =
    It hasn't started yet. It opens on { $day } at { $hour } with:
    { $session }
now-between =
    Nothing right now. At { $hour }:
    { $session }
now-last =
    Since { $hour }:
    { $session }
    I don't have the end time.
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
    🗓 <b>{ $day }, { $end ->
        [none] from { $hour }
       *[other] { $hour } to { $end }
    }</b> ({ $state })
    📍 { $place }
event-over =
    It's over: { $title }. Thank you!
    For any question:
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
place-no-address = I don't have a more precise address.
place-access = { $access }
contact =
    To reach the organisers:
    { $contact }

greeting = Hello! What would you like to know?
thanks = You're welcome!
not-understood = Sorry, I didn't get that. Put it another way, or tap a button:
not-understood-offer = Sorry, I didn't get that. Is it a question for the speakers?

button-programme = 📅 Programme
button-now = ▶️ On now
button-next = ⏭ Next
button-place = 📍 Venue
button-contact = ☎️ Contact

at-nothing = Nothing is planned at { $asked }. The programme { $end ->
    [none] begins at { $hour }
   *[other] runs from { $hour } to { $end }
} ({ $day }).
at-several = On { $day } at { $asked } there is more than one thing:
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = It begins on <b>{ $day } at { $hour }</b> ({ $wait }).
start-past = Yes, it has begun: on { $day } at { $hour }.{ $end ->
    [none] { "" }
   *[other] {" "}Announced end: { $end }.
}
end-to-come =
    It should end on <b>{ $day } at { $hour }</b>.
    { $opens }
end-opens = It hasn't begun yet: it opens on { $day } at { $hour } ({ $wait }).
end-left = It isn't over: <b>{ $left }</b> left. It should end at { $hour }.
end-today = Today it goes on until <b>{ $hour }</b>: { $left } left.
end-tomorrow = That's all for today. It starts again on <b>{ $day } at { $hour }</b>.
end-of-all = It all ends on { $day } at { $hour }.
end-closing =
    Since { $hour }: { $session }
    It was due to end at { $end }: I have no other time. If you have a question:
    { $contact }
wait-both = in { $hours } h { $minutes } min
left-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
left-hours = { $hours } h
left-both = { $hours } h { $minutes } min
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    I have no other name.
who-unknown =
    <b>{ $title }</b>
    I don't know who speaks.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    Organised by:
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] Signed: { $signatory }
    }
deadline = You can register up to and including { $day }: there is still time.
deadline-past =
    The last day to register was { $day }: it has passed. Ask the organisers:
    { $contact }
deadline-none =
    I have no deadline. Ask the organisers:
    { $contact }
refreshments =
    { $lines }
    Nothing else to eat or drink is announced. To find out more:
    { $contact }
unknown =
    I don't have that information. The organisers may know:
    { $contact }
out-of-scope = I can't answer that. I'm here for: { $title }. Programme, times, place, registration, questions to the speakers.
emergency =
    { $number ->
        [none] { "" }
       *[other] 🆘 Emergency number: <b>{ $number }</b>
    }
    Tell a member of the team in the room at once: they will know what to do.
    📞 Organisers: { $phone }
places-left = { $count ->
    [0] It's full for now. Register all the same: you'll be on the waiting list.
    [one] There's <b>one seat</b> left.
   *[other] There are <b>{ $count } seats</b> left.
}
by-bot =
    I can do that in our Telegram chat. Otherwise:
    { $contact }
ways-to-ask = Write me your question: I pass it on to the moderators. In the room, you can speak during:
how-to-register =
    Please register { $day ->
        [none] with the organisers
       *[other] by { $day } at the latest
    }: right here, or by returning the registration form.
    { $contact }
which = What would you like to know?
not-understood-again = Sorry, I still don't understand. Is it one of these?
not-understood-offer-again = Sorry, I still don't understand. Shall I send this to the speakers?
button-session-when = 🕙 { $title }
button-session-who = 🗣 Who? { $title }
button-session-about = 💬 About: { $title }
button-when = 🗓 When?
button-about = 💬 What is it about?
button-food = 🥤 Refreshments
button-reminders = 🔔 Reminders
button-forward = ✉️ Ask the organisers

forward-card =
    ✉️ A question I can't answer:
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
voice-note = I can only read text: I can't listen to your message. Tap a button, or send it to the organisers:
button-forward-voice = 🎤 Send it to the organisers
forward-voice = 🎤 voice message
forward-needs-text = Your answer goes out in writing: please type it.
forward-thanks-voice = Thank you, your answer is sent.
forward-leave = Don't answer now
forward-left = All right, later.
forward-done-already = Somebody else has already answered.
forward-done =
    ✅ <i>{ $text }</i>
    Answer: { $answer }
forward-thanks = Thank you, your answer is sent. Shall I give it to everybody who asks this?
forward-keep = Yes, give everybody this answer
forward-is-kept = All right, I'll give it to everybody.
forward-answer =
    ✉️ You asked: <i>{ $text }</i>
    The organisers answer: { $answer }
forward-kept = The organisers' answer: { $answer }
forward-not-yours = Only organisers can answer.
refreshments-line = 🥤 <b>{ $day ->
    [none] { "" }
   *[other] { $day },{" "}
}{ $hours }</b> ({ $state }) · { $title }{ $what ->
    [none] { "" }
   *[other] : { $what }
}
button-at = 🕙 At { $hour }
button-end = 🏁 The end
button-subject = 💬 { $title }
button-deadline = 📆 Last day to register
button-status = 🎟 See my registration
button-cancel = ✖️ I can't come any more
button-edit = ✏️ Change my registration
next-nothing =
    Nothing else is on the programme. The last session began at { $hour }:
    { $session }
at-open =
    At { $asked }, nothing else is announced.{ $end ->
        [none] { "" }
       *[other] {" "}The programme runs from { $start } to { $end }.
    } The last session begins at { $hour } ({ $day }), with no end time:
    { $session }
end-unknown =
    I don't have the end time. The last session begins at <b>{ $hour }</b> ({ $day }):
    { $session }
trouble =
    Thank you for telling us. Tap the button, and the team is told at once.
    You can also tell a member of the team in the room.
    📞 Organisers: { $phone }
button-report = 🙋 Tell the team
report-card =
    🙋 Reported from the room:
    <i>{ $text }</i>
report-sent =
    ✅ The team has been told:
    <i>{ $text }</i>
robot =
    Yes, I am a program. I answer by myself, from what the organisers gave me.
    A person can answer you too:
    { $contact }
way-out =
    In the middle of something with me? Write /cancel, and it stops.
    You can't come any more, or want fewer messages? Tap a button.
    To erase all I know about you: /erase

# ---- what was not understood, for organisers

unclear-overview =
    <b>What I did not understand</b>, without any names. People may have been looking for:
    { $intents }

    <b>The messages</b>, the most frequent first. Tap one to tell me what it means.
    { $groups }
unclear-intent-line = • { $label }: { $count }
unclear-group-line = { $at }. { $text } ({ $count ->
        [one] once
       *[other] { $count } times
    })
unclear-group-button = { $at }. { $text }
unclear-previous = ‹ Page { $page }/{ $pages }
unclear-next = Page { $page }/{ $pages } ›
unclear-none = No message is waiting for you to explain it.
unclear-off = I don't note what I don't understand. To have that, add { $setting } to the event file.
unclear-no-guess = No idea
unclear-about-session = Something on the programme
unclear-about-topic = A subject of the forum
unclear-group =
    <b>I did not understand:</b>
    { $lines }
    What did people want to ask me?
unclear-line = • { $text } ({ $count ->
        [one] once
       *[other] { $count } times
    })
unclear-more = … and { $count } more
unclear-write = ✍️ Write an answer
unclear-aside = Leave it aside
unclear-back = ‹ Back to the messages
unclear-learned = Thank you, I understand. To messages like this I will answer: { $meaning }
unclear-left-aside = All right, I'll leave it aside.
unclear-done-already = That is settled already.
unclear-prompt =
    <b>Your answer</b> to: { $text }
    Write it here. I'll give it to everybody who asks this.
unclear-saved = Thank you, I'll give this answer to everybody who asks this.
unclear-not-yours = Only organisers see these messages.
