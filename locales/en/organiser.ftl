### Room 5: roles.

invite-invalid = This link has been used already, or is more than two days old. Ask the organiser for another.
role-moderator =
    Welcome! You moderate the questions of the <b>{ $title }</b>.
    “Queue” shows what is waiting, “Next” gives you the question to put.
role-organiser =
    Welcome! You organise the <b>{ $title }</b>.
    You can moderate too: “Queue” shows what is waiting, “Next” gives you the question to put.
    With /inscrits: who is coming, and the list. With /annonce: tell everybody. With /decaler: change the schedule.
role-mediator =
    Welcome! You are down as a mediator for the <b>{ $title }</b>.
    With /autres you can register up to thirty people who have no phone.
role-listener =
    Thank you for being there! For the <b>{ $title }</b>, you are the one people entrust their own situation to.
    If somebody wishes so, their message comes here, without their name, and you can answer it.

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
    Your registration and answers, your questions not yet put, your role, whatever waits to be sent. Your seat will be freed.
    Questions already put in public stay, without your name. People you registered keep their seats.
erase-yes = 🗑 Yes, erase it all
erase-no = ‹ No, keep it
erase-kept = All right, I have erased nothing.
erase-done = It is erased.
erase-after = I no longer know anything about you. If you write to me again, we start from scratch.

# Read, never shown
words-erase = delete, erase, remove
words-what-is-mine = my data, my information, about me
words-my-data = my data, what you know about me, what you have on me
