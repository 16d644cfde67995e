### Room 4: questions for the round table.

question-invitation = Write your question: <b>your next message</b> goes straight to the moderators.
question-leave = ✖️ No, leave it
question-left = All right. Another time, then.
question-send = 📨 Send it as a question
question-acknowledged = 📨 Noted: <b>question no. { $number }</b>. I'll tell you when it is taken.
question-empty = I saw no question in that message. Write it in a few words.
question-not-text = A question has to be text. Write it in a few words.
question-too-long = A fine question, but a long one: { $characters } characters. Can you put it in { $longest } at most?
question-too-many = { $count ->
    [one] One of your questions is waiting already. Once it is taken, you can ask another.
   *[other] { $count } of your questions are waiting already. Once one is taken, you can ask another.
}
question-too-soon = { $seconds } s to go before your next question, so that everyone gets a turn. Send it again then.
question-taken =
    🎤 Your question no. { $number } is up: it is about to be asked.
    <i>{ $text }</i>
question-answered =
    ✅ Your question no. { $number } has been answered. Thank you!
    <i>{ $text }</i>
question-aside =
    Your question no. { $number } has been set aside for now. Thank you for asking it.
    <i>{ $text }</i>

queue-panel =
    <b>📥 Queue</b>
    { $waiting } waiting · { $taken } in hand · { $answered } answered
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = at { $hour }
queue-next = ▶️ Next
queue-show = 📥 Queue
queue-empty = Nobody is waiting: the queue is empty.
queue-card =
    <b>Question no. { $number }</b>

    { $text }
queue-card-answered =
    ✅ <b>Question no. { $number }</b>: answered

    { $text }
queue-card-aside =
    🗂 <b>Question no. { $number }</b>: set aside

    { $text }
queue-answered = ✅ Answered
queue-aside = 🗂 Set aside
queue-too-late = Somebody else has done it already.
queue-not-yours = The queue is for moderators only.

hall-waiting = { $count ->
    [0] Put your questions to Kozé
    [one] { $count } question waiting
   *[other] { $count } questions waiting
}
