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
    I erase your registration, your answers, your role and your questions not asked yet. I also erase whatever waits to be sent. Your seat will be freed.
    Questions already asked in public stay, without your name. People you registered keep their seats.
erase-yes = 🗑 Yes, erase it all
erase-no = ‹ No, erase nothing
erase-kept = All right, I've erased nothing.
erase-done = It's erased.
erase-after = I no longer know anything about you. If you write to me again, we start from scratch.

# Read, never shown
words-erase = delete, erase, remove
words-what-is-mine = my data, my information, about me
words-my-data = my data, what you know about me, what you have on me
