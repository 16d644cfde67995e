### The door: letting people in, and "I am here".

door-not-yours = This is for the staff at the door.
door-open =
    🚪 <b>Door</b>
    { $counts }, of { $seats } { $seats ->
        [one] person registered
       *[other] people registered
    }.
    Scan a ticket with your phone's camera. Or write a code, a name or a phone number.
door-open-early =
    🚪 <b>Door</b>
    It is not the day of the forum yet: you can try, nothing is recorded.
    Scan a ticket with your phone's camera. Or write a code, a name or a phone number.
door-inside = { $count ->
    [0] Nobody in the room
    [one] 1 person in the room
   *[other] { $count } people in the room
}
door-inside-of = { $count ->
    [0] Nobody in the room ({ $capacity } seats)
    [one] 1 person in the room ({ $capacity } seats)
   *[other] { $count } people in the room ({ $capacity } seats)
}
door-scan-button = 📷 The scanning page
door-screen-button = 📺 The screen at the entrance
door-paper-button = 🖨 The list on paper
door-leave-button = Leave the door
door-left = You are no longer at the door. /accueil brings you back.
door-who = <b>{ $name }</b> · { $details }
door-checked-in =
    ✅ { $who }
    In at { $time }. { $counts }.{ $needs }
door-already-in =
    ⚠️ { $who }
    Already in since { $time }.{ $needs }
door-without-seat =
    ⚠️ { $who }
    On the waiting list: no seat is kept. { $counts }.
door-admit = Let them in anyway
door-too-early =
    👍 { $who }
    This ticket is good. The forum is on { $day }: nothing is recorded today.{ $needs }
door-unknown =
    ❌ <b>This ticket is not for today.</b>
    It is for another event, or the registration was cancelled. Look for the person by name.
door-gone = This registration is gone: it was cancelled.
door-since = Already in since { $time }.
door-not-in = This person is not noted as in the room.
door-undo = ↩️ Undo this arrival
door-undone =
    ↩️ { $who }
    Arrival undone. { $counts }.
door-check-in = Let in
door-needs = ♿ <b>{ $needs }</b>
door-help-ask = → Ask how you can help, and do it before you go on.
door-help-wheelchair = → A way without steps, the door held open. A place at the end of a row, without a chair.
door-help-walking = → A chair at once, a place near the entrance, and time.
door-help-sight = → Say who you are, offer your arm, say what is coming: step, door, chair.
door-help-hearing = → Face them, do not shout. Write if need be. A place in front, with a view of whoever speaks.
door-help-child = → A place at the end of a row, near the way out. Room for the pram.
door-help-calm = → A quiet place, near the way out. Say that one can go out and come back.
door-found = { $name } · { $category }
door-found-in = ✓ { $time } · { $name }
door-who-is-it = { $more ->
    [0] Who is it?
    [one] Who is it? One more person has this name: write more of it.
   *[other] Who is it? { $more } more people have this name: write more of it.
}
door-somebody-else = Somebody else: register
door-nobody = Nobody on the list is called { $name }. Check the spelling, or register the person here.
door-no-phone = Nobody gave this number. Try the name.
door-walk-in = Register and let in
door-walk-in-as =
    <b>{ $name }</b> comes as…?
    Tell them that their name is kept for the attendance list, and ask whether they agree.
door-name-first = Write the name first.
door-paper = The list to print: tick by hand, then write me the ticked codes in one message (CDFG, HJKM, 3467).
door-paper-head = { $date } · { $count } people. Afterwards write the ticked codes to the bot, at /accueil: the first four characters are enough.
door-paper-name = Name
door-paper-category = Comes as
door-paper-needs = Needs
door-paper-code = Code
door-paper-on-waitlist = (waiting list)
door-paper-too-early = It is not the day of the forum yet: nothing is recorded.
door-paper-recorded = ✅ { $count ->
    [one] 1 arrival recorded: { $names }
   *[other] { $count } arrivals recorded: { $names }
}
door-paper-already = ⚠️ Already in: { $names }
door-paper-waiting = ⚠️ On the waiting list, not recorded: { $names }
door-paper-ambiguous = ❔ Several tickets begin like this, write the whole code: { $names }
door-paper-unknown = ❌ No ticket: { $names }
door-screen =
    <b>The screen at the entrance</b>
    Open this address on a screen near the door. Its code changes every minute: whoever is registered scans it and taps a button.
    Give it to nobody.
door-screen-link = Open the screen
door-screen-no-address = For this screen the bot needs an address on the internet (koze run --public-url). Ask the person who runs it.
here-ask = Have you arrived? One tap, and it is noted.
here-me = 🙋 I am here
here-guest = 🙋 { $name } is here
here-welcome = ✅ Welcome, <b>{ $name }</b>! Your arrival is noted at { $time }. Enjoy the forum!
here-welcome-guest = ✅ Welcome to <b>{ $name }</b>! The arrival is noted at { $time }.
here-changed = This code has changed. Scan the one on the screen at the entrance.
here-closed = You cannot note your arrival this way now. See the staff at the door.
here-without-seat = You are on the waiting list: see the staff at the door, they will tell you whether there is a seat.
entrance-title = Registered? Scan, and tap “I am here”.
entrance-changes = This code changes every minute.
entrance-closed = See the staff at the door.
entrance-inside = { $count ->
    [0] Be the first!
    [one] 1 person is here
   *[other] { $count } people are here
}
words-order-door = door, check in, check-in, let people in, scan tickets
words-need-wheelchair = wheelchair, wheel chair
words-need-walking = walk, walking, stick, cane, crutch, crutches, walker, standing, stand, leg, legs, knee, knees, back, hip, seat, sit, chair, stairs, steps, mobility, tired, pregnant
words-need-sight = blind, low vision, sight, eyes, see, guide dog, braille, large print
words-need-hearing = deaf, hard of hearing, hear, hearing, ear, ears, sign language, interpreter, hearing aid, hearing loop
words-need-child = baby, pram, stroller, pushchair, child, children, breastfeeding
words-need-calm = quiet, calm, noise, noises, autism, autistic, anxiety, anxious, crowd, panic
