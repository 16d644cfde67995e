### Asking for the floor: the queue for the microphone in the exchanges with the audience.

floor-ask = ✋ Ask for the microphone
floor-ask-again = ✋ Ask for it again
floor-offer = Would you rather speak at the microphone? You can do so now.
floor-invitation = 🎤 Would you like to speak at the microphone, in the room? Tap “✋ Ask for the microphone”.
floor-will-see-name = The moderators will see your first name, so that they can call you: <b>{ $name }</b>.
floor-will-see-no-name = The moderators will call you by a number.
floor-joined = ✋ <b>Noted: you've asked for the microphone.</b>
floor-already = ✋ <b>You've asked for the microphone.</b>
floor-ahead = { $count ->
    [0] You're next.
    [one] One person comes before you.
   *[other] { $count } people come before you.
}
floor-newcomers-first = People who haven't spoken yet come first.
floor-name-shown = The moderators see your first name, so that they can call you: <b>{ $name }</b>.
floor-name-hidden = The moderators don't see your first name. They'll call <b>no. { $number }</b>: that's you.
floor-stay-near = I'll let you know here: keep your phone ready.
floor-show = 🔢 Where am I in the queue?
floor-hide-name = 👤 Hide my first name
floor-show-name = 👤 Show my first name
floor-leave = ✖️ Withdraw my request
floor-left = All right, your request is withdrawn.
floor-nothing-to-leave = You have no request at the moment.
floor-your-turn = 🎤 <b>It's your turn!</b> Raise your hand: the microphone is coming to you.
floor-your-number = They're calling <b>no. { $number }</b>.
floor-come = 🙋 I'm coming
floor-pass = I give up my turn
floor-coming = 🎤 <b>It's your turn!</b> People are waiting for you: raise your hand, the microphone is coming.
floor-passed = All right, the next person gets your turn. Thanks for saying so.
floor-too-late = It's no longer your turn.
floor-get-ready = 🔔 <b>Get ready</b>: you speak after the person who is speaking now.
floor-skipped = They called you to the microphone and didn't find you. Your request is now at the end of the queue.
floor-absent = They called you to the microphone twice and didn't find you. Your request is withdrawn. You can ask again.
floor-over = The time for the microphone is over, and your turn didn't come. Thank you for waiting!
floor-cleared = The moderators have emptied the queue for the microphone, and your turn didn't come. Thank you for waiting!
floor-write = You can also write your question: it goes to the moderators.
floor-closed = 🎤 You can't ask for the microphone at the moment.
floor-opens = You'll be able to during: <b>{ $title }</b> ({ $day }, { $hour }).
floor-heard = You've had your turn at the microphone. Thank you!
floor-muted = The moderators aren't taking requests from you for now.

floor-not-yours = Only moderators give the floor.
floor-panel = <b>🎤 The queue for the microphone</b>
floor-panel-below = ↓ The queue for the microphone is further down.
floor-panel-closed = This queue is closed.
floor-open-by-programme = 🟢 Open, by the programme
floor-open-by-hand = 🟢 Opened by hand
floor-closed-by-programme = 🔴 Closed, by the programme
floor-closed-by-hand = 🔴 Closed by hand
floor-speaker = 🎤 <b>{ $name }</b> has the floor
floor-speaker-coming = 🎤 <b>{ $name }</b> has the floor · answered: “I'm coming”
floor-speaker-unreachable = 📵 The message can't get there: call this person.
floor-nobody = Nobody is waiting.
floor-line = { $place }. { $name }{ $mark ->
    [new] {" "}🆕
    [skipped] {" "}· wasn't there
   *[none] {""}
}
floor-more = … and { $count ->
    [one] one more person
   *[other] { $count } more people
}
floor-legend = 🆕: hasn't spoken yet
floor-counts = { $asked ->
    [one] 🎤 One request
   *[other] 🎤 { $asked } requests
} · { $given ->
    [0] nobody has spoken yet
    [one] one turn at the microphone
   *[other] { $given } turns at the microphone
} · { $newcomers ->
    [0] no new voice yet
    [one] one new voice
   *[other] { $newcomers } new voices
}
floor-someone = Someone (no. { $number })
floor-on-page = Someone on the page (no. { $number })
floor-done = ✅ Finished
floor-skip = 🚶 Not there
floor-give-next = ▶️ Give the floor: { $name }
floor-mode-programme = 🗓 By the programme
floor-mode-open = 🟢 Open the queue
floor-mode-closed = 🔴 Close the queue
floor-newcomers = ⚖️ New voices first
floor-in-order = ⚖️ In the order of asking
floor-clear = 🧹 Empty
floor-clear-ask = { $count ->
    [0] Nobody is waiting.
    [one] Empty the queue? One person is waiting: I'll let them know.
   *[other] Empty the queue? { $count } people are waiting: I'll let them know.
}
floor-clear-yes = 🧹 Yes, empty the queue
floor-cleared-toast = { $count ->
    [0] Nobody was waiting.
    [one] One request is withdrawn.
   *[other] { $count } requests are withdrawn.
}
floor-given = { $name } has the floor.
floor-given-by-other = Someone has given the floor in the meantime: { $name }.
floor-changed = The queue has changed in the meantime: please look again.
floor-gone = This person isn't waiting any more.
floor-to-the-end = { $name } goes to the end of the queue.
floor-out = { $name } is no longer in the queue.
floor-gave-up = { $name } gives up their turn.
floor-first-waits = 🎤 Someone asks for the microphone.
floor-queue = 🎤 See the queue for the microphone
floor-set-by = 🎤 { $name }: { $what }

command-parole = Ask for the microphone
held-floor-request = • You asked for the microphone on { $day }
held-floor-request-named = • You asked for the microphone on { $day }, with your first name: { $name }
held-floor-panel = • You see the queue for the microphone

words-floor = mic, the mic, microphone, the microphone, I want to speak, I would like to speak, I'd like to speak, can I speak, may I speak, I want to talk, can I have the mic, can I have the microphone, may I have the mic, may I have the microphone, can I get the mic, I want the mic, I want the microphone, can I have the floor, may I have the floor, take the floor, speak at the microphone
words-floor-phrase = ask for the floor, ask for the mic, ask for the microphone, have the mic please, have the microphone please, raise my hand
words-order-floor = who asks for the floor, microphone queue, queue for the microphone, who is waiting for the mic
