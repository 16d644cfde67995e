### Room 1: registration. One screen, one question, short sentences.

registration-consent =
    <b>{ $place }</b> · To register you, I'll ask for your name and what you're coming as. Your phone number, only if you like.
    Only the organisers will see these answers. They are erased no later than { $months ->
        [one] one month
       *[other] { $months } months
    } after the event.
registration-more = Tell me more
registration-less = In short
registration-accept = ✅ I agree, register me
registration-later = Later

registration-same-name = 👤 { $name }
registration-share-phone = 📱 Share my number
registration-skip = Skip
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Back

category-resident = Resident
category-mediator = Adulte relais or mediator
category-employer = Employing organisation
category-institution = Institutional partner
category-social-partner = Social partner
category-other = Other

registration-line-name = 👤 { $value }
registration-line-category = 🤝 { $value }
registration-line-structure = 🏢 { $value }
registration-line-phone = 📱 { $value }
registration-phone-none = no phone

registration-summary =
    <b>{ $place }</b> · <b>Is everything right?</b>

    { $lines }
registration-confirm = ✅ Yes, I confirm
registration-change = ✏️ Change
registration-leave = ✖️ Cancel
registration-what-to-change = What would you like to change?
registration-name = Name
registration-category = I'm coming as…
registration-phone = Phone

registration-facts =
    <b>Registration no. { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>Done, you are registered.</b>

    { $facts }
registration-calendar-caption = Open this file to put the date in your calendar.

registration-already = You're already registered.
registration-left = All right, we'll stop there. I've kept none of your answers. Whenever you like, tap “Registration”.
registration-closed =
    Registration has closed. To find out whether there is a seat left, ask the organisers:
    { $contact }
registration-none = You aren't registered.
registration-not-yet = You can register from { $day } at { $hour }. See you soon!

registration-no-name = I couldn't read a name there. Write first name and surname, in letters, as people call you.
registration-long-name = That's a little long for a name. Can you write it in 80 characters at most?
registration-no-structure = I couldn't read that name. Write the name of your organisation, in a few words.
registration-long-structure = That's a little long. Can you write your organisation's name in 120 characters at most?
registration-no-phone = { $at ->
    [card] That number doesn't look right. Write it like 0696 12 34 56 or +1 758 123 4567, or tap “Back”.
   *[step] That number doesn't look right. Write it like 0696 12 34 56 or +1 758 123 4567, share it, or tap “Skip”.
}
registration-others-contact = { $at ->
    [card] That's someone else's contact. Write your own number, or tap “Back”.
   *[step] That's someone else's contact. Share yours with the button, write a number, or skip this.
}
registration-needs-button = Please tap one of the buttons above.
registration-needs-text = I need a few written words here, please.
registration-no-email = That address doesn't look complete. Write it like name@example.com, without spaces.
registration-no-area = I couldn't read that. Write your town or neighbourhood, in a few letters.
registration-long-area = That's a little long. Can you write your town or neighbourhood in 60 characters at most?
registration-no-access = I couldn't read that. Write in a few words what would help you come and take part.
registration-long-access = That's a little long. Can you say it in 300 characters at most?

registration-consent-whole =
    <b>{ $place }</b> · <b>What I keep</b>: your name, what you're coming as, and what you care to add (organisation, phone, e-mail, town, access needs). Also your language, your Telegram number, and when you agreed.
    <b>Why</b>: to prepare your welcome and to send you the reminders. Nothing else.
    <b>For whom</b>: { $organisers }.
    <b>Until when</b>: { $months ->
        [one] one month
       *[other] { $months } months
    } after the event at the latest, then it is erased.
    <b>If you erase</b>: a mark of your account, without your number, keeps your votes and the limits you reached. It is destroyed on the same date.
    <b>Your rights</b>: see everything with /mesdonnees, correct it, erase everything with /effacer, or ask here:
    { $contact }
registration-consent-not-understood = <b>Your messages</b>: when I don't understand, I note your words, without your name, to answer you better. They are erased on the same date.
registration-ask-name = { $whose ->
    [other] <b>{ $place }</b> · What is their name? Write first name and surname.
    [unknown] <b>{ $place }</b> · What is your name? Write first name and surname.
   *[own] <b>{ $place }</b> · What is your name?
    Tap the button if it is right, or write first name and surname.
}
registration-ask-category = { $whose ->
    [other] <b>{ $place }</b> · They are coming as…
   *[own] <b>{ $place }</b> · You are coming as…
}
registration-ask-structure = { $whose ->
    [other] <b>{ $place }</b> · Which organisation are they coming for? Write its name, or skip this.
   *[own] <b>{ $place }</b> · Which organisation are you coming for? Write its name, or skip this.
}
registration-ask-phone = { $whose ->
    [other] <b>{ $place }</b> · Which number can they be reached on?
    Write a number, or tap “Skip”: the reminders will come here.
   *[own] <b>{ $place }</b> · Which number can we reach you on if the programme changes?
    Tap “Share my number”, write a number, or skip this.
}
registration-summary-full =
    <b>{ $place }</b> · <b>Is everything right?</b>
    There's no seat free just now: you'll be on the waiting list.

    { $lines }
registration-structure = Organisation
registration-line-email = ✉️ { $value }
registration-line-area = 🏘 { $value }
registration-line-access = ♿ { $value }

registration-confirmed-other =
    🎉 <b>Done, they are registered.</b>

    { $facts }
registration-on-list =
    📝 <b>Done, on the waiting list.</b>

    { $facts }
registration-in-line = ⏳ Waiting list: number <b>{ $rank }</b>. I'll write as soon as a seat comes free.
registration-kept = ⏳ A seat is kept for you until { $day }, { $hour }.
registration-afterwards = I'll remind you in good time. Until then, ask me anything.
registration-afterwards-other = I'll send you the reminders for them here. Give them their ticket. If they have Telegram, they can write me the ticket's code: then the reminders go to them.
registration-afterwards-waiting = There's nothing else to do. Until then, ask me anything.
registration-calendar-cancelled = Open this file to take the date out of your calendar.
registration-unchanged = All right, I've changed nothing.
registration-gone = This registration no longer exists.
registration-no-room-there = No seat is free in that category: your registration stays as it is.
registration-type-phone = { $at ->
    [card] Please write their number, or tap “Back”.
   *[step] Please write their number, or tap “Skip”.
}
registration-nudge =
    You began to register: your registration is waiting where you left it.
    Last day: { $day }.
registration-go-on = ▶️ Go on

card-ticket = 🎟 Ticket and calendar
card-email = ✉️ E-mail
card-area = 🏘 Town
card-access = ♿ Access
card-others = 👥 Register someone
card-modify = ✏️ Change or cancel
card-leave-list = ✖️ Leave the list

edit-name = Write the first name and the surname.
edit-category = Coming as…
edit-structure = Write the organisation's name.
edit-phone = Write the phone number.
edit-email = Which e-mail address? Write it here. It's used only if the organisers need to write.
edit-area = Which town or neighbourhood? Choose, or write.
edit-access =
    What do you need to come and take part? For example: a wheelchair space, a seat in front, an interpreter.
    Write it in a few words, only if you wish. The organisers use it for your welcome and for nothing else.
edit-clear = 🗑 Remove this answer
edit-more-areas = More ›

cannot-come-seat = { $whose ->
    [other] <b>{ $name }</b> can't come any more? Their seat will be freed at once, and their answers will be erased.
   *[own] You can't come any more? Your seat will be freed at once, and your answers will be erased.
}
cannot-come-list = { $whose ->
    [other] Take <b>{ $name }</b> off the waiting list? Their answers will be erased.
   *[own] Leave the waiting list? Your answers will be erased.
}
cannot-come-yes = Yes, free the seat
cannot-come-yes-list = Yes, I leave the list
cannot-come-no = No, keep the seat
freed = { $whose ->
    [other] Done: { $name }'s registration is cancelled and their answers are erased.
   *[own] Done: your registration is cancelled and your answers are erased. Thank you for telling us.
}
freed-come-back = If that changes, you can register again: “Registration”.
freed-thanks = I'm still here for your questions.

seat-promoted = { $whose ->
    [other] 🎉 A seat has come free for <b>{ $name }</b>: it is theirs.
   *[own] 🎉 A seat has come free: it is yours.
}
    🗓 { $day }, { $hour }
    📍 { $place }
seat-offered = { $whose ->
    [other] 🎉 A seat has come free for <b>{ $name }</b>.
   *[own] 🎉 A seat has come free for you.
}
    🗓 { $day }, { $hour }
    📍 { $place }
    I'll keep it until <b>{ $until }</b>, { $untilday }. Will you take it?
seat-ran-out = { $whose ->
    [other] The seat is no longer kept for <b>{ $name }</b>: the time is up.
   *[own] I no longer keep that seat for you: the time is up.
}
    If you still want to come, tap “I still want to come”: the registration goes to the end of the waiting list.
seat-too-late = { $whose ->
    [other] The seat is no longer kept for <b>{ $name }</b>: the time is up.
   *[own] I no longer keep that seat for you: the time is up.
}
    The organisers can tell you more:
    { $contact }
seat-last-chance = { $whose ->
    [other] Unfortunately there will be no seat for <b>{ $name }</b> any more.
   *[own] Unfortunately there will be no seat for you any more.
}
    The organisers can tell you more:
    { $contact }
seat-offer-passed = This seat is no longer kept: the time is up. “Registration” shows where you stand.
seat-card = 🎟 See the registration
seat-cannot-come = ✖️ I can't come any more
seat-take = ✅ I'll take the seat
seat-refuse = ✖️ I can't come

others = { $count ->
    [0] Are you coming with someone, or do you know somebody without a phone? I'll register them here, with a seat and a ticket in their name.
    [one] You have registered one person.
   *[other] You have registered { $count } people.
}
others-person = 👤 { $name }
others-add = ➕ Register someone
others-more = More { $page }/{ $pages } ›
others-too-many =
    You have already registered { $most } people: I can't take more here. For others, ask the organisers:
    { $contact }
other-consent =
    To register someone else, you need their agreement. The organisers will see their name and what they are coming as. They will also see their phone number, if you give it. Everything is erased no later than { $months ->
        [one] one month
       *[other] { $months } months
    } after the event. How did they say yes?
other-consent-whole =
    To read to them:
    <b>What is kept</b>: their name, what they are coming as, and what they care to add. Also who registered them, and how they said yes.
    <b>Why</b>: to prepare their welcome and to send the reminders.
    <b>For whom</b>: { $organisers }.
    <b>Until when</b>: { $months ->
        [one] one month
       *[other] { $months } months
    } after the event at the latest.
    <b>Their rights</b>: to see, correct, have erased:
    { $contact }
other-aloud = 🗣 Face to face
other-paper = 📄 On paper, signed
other-read = What is kept

ticket-caption = 🎟 <b>{ $title }</b>
    👤 { $name }
    🗓 { $day }, { $hour }
    📍 { $place }
    Code: <b>{ $code }</b>
    { $whose ->
    [other] To show at the door, on this phone or printed.
   *[own] To show at the door.
}
ticket-not-yet = The ticket comes with the seat.
ticket-nothing =
    I can't show this ticket here. If it is yours, write me the code printed on it.
    A question?
    { $contact }
ticket-write-code = Do you have a ticket? Write me the code printed on it. If not, tap “Registration”.
ticket-unknown-code =
    I don't know this code. Look at the ticket again: eight characters in all, letters or digits.
    The organisers can help you:
    { $contact }
ticket-too-many-tries =
    That's a lot of codes at once. Wait an hour, or ask the organisers:
    { $contact }
ticket-claim =
    This ticket is in the name of <b>{ $name }</b>. Is that you?
    If so, the organisers keep these answers for { $months ->
        [one] one month
       *[other] { $months } months
    } after the event, no longer. By tapping the button you agree. The reminders will come here.
ticket-claim-yes = ✅ That's me, I agree
ticket-already-registered = You already have a registration in your own name. To take this ticket, cancel that one first.
ticket-taken-over = { $name } now gets the reminders on their own phone. You won't get them any more.

guests =
    <b>Registered: { $count }</b>
    { $lines }
    { $left }
    ⏳ Waiting list: { $waiting }
    🆕 In the last 24 h: { $fresh }
guests-category = • { $name }: { $count }
guests-left = 🪑 Seats free: { $count } of { $capacity }
guests-no-limit = 🪑 No limit of seats
guests-get-file = 📄 The list as a file
guests-file = The list of who registered, for a spreadsheet. It holds personal data: keep it to yourself.
guests-organisers-only =
    Only organisers can see the list. For a question:
    { $contact }
seat-again = 🙋 I still want to come
registration-resting = ⏳ Waiting list: no seat is kept for you at the moment.
registration-thanks = { $whose ->
    [other] Noted: <b>{ $name }</b>.
   *[own] Thank you, <b>{ $name }</b>.
}

# Read, never shown
words-leave = cancel, stop, quit, later, not now
words-feedback-done = done, finish, finished, nothing, nothing to add, no, no thanks, no thank you, that's all, that is all, no comment
words-back = back, go back
words-skip = skip, skip it, pass, next
words-none = none, nothing, no organisation, no e-mail, no email, i have none, he has none, she has none, has none
words-hello = hello, hi, good morning, good afternoon, good evening
words-no-name = thanks, thank you, parking, bus, programme, program, schedule, time, times, where, when, place, address, room, price, free, food, break, help, registration, register, contact, yes, no, start, end, now, next
words-i-am = my name is, my name's, the name is, i am, i'm, im, it's, this is, call me, they call me, for, her name is, his name is
words-asking = what, where, when, who, how, which, is there
words-resident = resident, inhabitant, neighbour, neighbor, neighbours, local, i live here, i live nearby, from the neighbourhood, citizen
words-mediator = adulte relais or mediator, mediator, adulte relais, adulte relai, social mediator
words-employer = employing organisation, employer
words-institution = institutional partner, institution, association, charity, council, town hall, company, school, partner, ngo
words-social-partner = social partner
words-other = other
registration-whose = Whom is this about?
registration-only-yours = I only see your own registration here. Is it the one you mean?
registration-whose-own = 🙋 Me, { $name }
registration-whose-more = 👥 See the others
words-somebody-else = my mother, my father, my mum, my mom, my dad, my parents, my daughter, my son, my child, my children, my kids, my sister, my brother, my aunt, my uncle, my cousin, my niece, my nephew, my grandmother, my grandfather, my grandma, my grandpa, my wife, my husband, my partner, my girlfriend, my boyfriend, my friend, my friends, a friend, my neighbour, my neighbor, my colleague, my guest, my guests, the guest, someone else, somebody else, she, he, they, her, him, them
words-oneself = i m, i am, i ll, i will, i can, i can t, i cannot, i won t, i want, i need, i have, i lost, i d like, my place, my seat, my ticket, my registration, myself
words-rather-not = rather not, prefer not, don't want, do not want, not comfortable, no need
words-without = no, not, don't, dont, haven't, without, never, any
words-phone = phone, telephone, mobile, cell, cellphone, number
words-why = why, what for, what do you do with, what is it for, who sees, who will see, what will you do, what do you need
words-own-data = my name, my first name, my number, my phone, my address, my e-mail, my email, my data, my details, my information, my answers
words-at = at, (at), [at]
words-dot = dot, point
registration-needs-number = { $at ->
    [card] I need a number here, in digits. You can also tap “Back”.
   *[step] I need a number here, in digits. You can also tap “Skip”.
}
registration-needs-own-name = This registration is yours: please write your own name. To register someone else, use { $command } afterwards.
registration-why =
    Your name is for welcoming you, your number for reaching you if something changes. You can leave out the number.
    Only the organisers see your answers. They are erased no later than { $months ->
        [one] one month
       *[other] { $months } months
    } after the event.
words-cannot-come = can't come, cannot come, not coming, isn't coming, won't come, no longer coming, remove, cancel
words-but = but, not, wait, rather, don't
words-my-name-is = my name is, my name's, the name is, the name should be, name should be
words-sign-up = register, sign up, add, bring, put down, enrol, come with
registration-note-needs = What you need can be noted with your registration:
