### Room 4: questions for the round table.

question-invitation = Write your question: <b>your next message</b> goes straight to the moderators.
question-leave = ✖️ No, leave it
question-left = All right. Another time, then.
question-send = 📨 Send it as a question
question-acknowledged = 📨 Noted: <b>question no. { $number }</b>. I'll tell you when it is taken.
question-empty = I saw no question in that message. Write it in a few words.
question-not-text = A question has to be text, or your voice. Write it in a few words.
question-too-long = A fine question, but a long one: { $characters } characters. Can you put it in { $longest } at most?
question-too-many = { $count ->
    [one] One of your questions is waiting already. I am keeping this one: send it once the other is taken.
   *[other] { $count } of your questions are waiting already. I am keeping this one: send it once one of them is taken.
}
question-too-soon = { $seconds } s to go before your next question, so that everyone gets a turn. I am keeping yours: tap the button in a moment.
question-again = 📨 Send it now
question-taken =
    🎤 Your question no. { $number } is up: it is being answered now.
    <i>{ $text }</i>
question-answered =
    ✅ Your question no. { $number } has been answered. Thank you!
    <i>{ $text }</i>
question-aside =
    Your question no. { $number } has been set aside. { $reason } Thank you for asking it.
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
    🗂 <b>Question no. { $number }</b>: set aside ({ $reason })

    { $text }
queue-answered = ✅ Answered
queue-aside = 🗂 Set aside
queue-too-late = Somebody else has done it already.
queue-too-late-by = { $name } has done it already.
queue-too-late-yours = You have done it already.
queue-too-late-withdrawn = Its author has withdrawn it.
queue-not-yours = The queue is for moderators only.

hall-waiting = { $count ->
    [0] Put your questions to Kozé
    [one] { $count } question waiting
   *[other] { $count } questions waiting
}

question-held = Somebody reads it first, then it joins the queue.
question-which-theme = What is it about? One tap, and only if you like.
question-no-theme = No theme
question-mine = 📋 My questions
question-alike = Is it one of these? Tap it to support it in place of yours. If not, yours stays.
question-same = 👍 Yes, no. { $number }
question-different = No, mine is different
question-joined-another = 👍 Done: you support <b>question no. { $number }</b>, and yours is withdrawn.
question-own =
    <b>Your question no. { $number }</b>
    { $text }
question-place = { $count ->
    [0] It is next in the queue.
    [one] { $count } question comes before it.
   *[other] { $count } questions come before it.
}
question-edit = ✏️ Change it
question-withdraw = 🗑 Withdraw
question-sign = 👤 Show my name
question-unsign = 👤 Hide my name
question-theme = 🏷 Theme
question-refresh = 🔢 Where is it now?
question-none = You have no question under way.
question-yours = <b>Your questions</b>
question-yours-line = <b>no. { $number }</b> · { $state } · { $text }
question-write-anew =
    Write your question no. { $number } the way it should be. For now it reads:
    <i>{ $text }</i>
question-edited = ✏️ Changed: <b>question no. { $number }</b>.
question-taken-up = A moderator has it in hand already: it can no longer change.
question-closed-already = Its turn has passed: there is nothing left to withdraw.
question-really-withdraw =
    Withdraw your question no. { $number }?
    <i>{ $text }</i>
question-withdrawn = 🗑 Your question no. { $number } is withdrawn.
question-voice = 🎙 voice message, { $seconds } s
question-voice-warning = A voice message, why not! The moderators will hear your voice as it is, then write the line the hall reads. Shall I send it?
question-voice-send = 🎙 Yes, send my voice
question-long-voice = { $minutes } minutes is long for a question. Say it in three minutes at most, or write it.
question-muted = The moderators take no more questions from you for now. You can support those of others.
question-not-yet = Questions open on { $day } at { $hour }. See you then!
question-votes-only = No new questions are taken now, but your vote still counts: support those that wait.
question-closed = Questions are closed. Thank you all!
question-approved =
    📬 Your question no. { $number } is in the queue.
    <i>{ $text }</i>
question-personal =
    Your question no. { $number } is about your own situation: it deserves better than a microphone. It will not be put, and the hall does not see it. Here is who can help you:
    { $contact }
question-joined =
    🔗 Your question no. { $number } will be asked together with others that say the same. I'll tell you what comes of it.
    <i>{ $text }</i>
supported-joined =
    🔗 Question no. { $number }, which you support, is put together with no. { $head }. Your vote counts there.
    <i>{ $text }</i>
supported-live =
    🎤 Question no. { $number }, which you support, is being answered now.
    <i>{ $text }</i>
supported-answered =
    ✅ Question no. { $number }, which you support, was answered in the hall.
    <i>{ $text }</i>
question-back =
    Your question no. { $number } is in the queue again.
    <i>{ $text }</i>
question-written-answer =
    💬 An answer to your question no. { $number }:
    <i>{ $text }</i>

    { $answer }

state-pending = being read
state-waiting = in the queue
state-taken = being asked
state-answered = answered
state-answered-privately = answered in writing
state-aside = set aside
state-personal = for somebody who can help you
state-confided = entrusted to somebody
state-merged = asked with others
state-withdrawn = withdrawn

reason-topic = Off the subject
reason-answered = Answered already
reason-question = Not a question
reason-unclear = Not clear enough
reason-tone = Its tone
reason-time = No time left
reason-topic-said = It is outside the round table's subject.
reason-answered-said = It has just been answered.
reason-question-said = We saw no question to ask in it.
reason-unclear-said = It was not clear enough to be asked: you can put it another way.
reason-tone-said = It may hurt somebody: you can put it another way.
reason-time-said = There was no time left.

back = ‹ Back
vote-open = 🗳 Read and support questions
vote-all = <b>🗳 Questions waiting</b>, the most supported first
vote-theme = <b>🗳 { $theme }</b>
vote-none = No question is waiting here.
vote-line = <b>no. { $number }</b> · 👍 { $votes } · { $text }
vote-themes = 🏷 Themes
vote-by-rank = 👍 All of them
vote-which-theme = Which questions would you like to read?
vote-on = 👍 You support no. { $number } · { $votes }
vote-off = You no longer support no. { $number } · { $votes }
vote-for-whole = 👍 It is asked with no. { $number }: your vote counts there · { $votes }
vote-own = It is your question: your vote is there.
vote-gone = That question is no longer waiting.
vote-closed = Voting is closed.

queue-beside = { $pending } to read · { $later } for later
queue-live = 📺 <b>no. { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 open
queue-votes-only = 🗳 votes only
queue-closed = 🔴 closed
queue-reviewed = read before
queue-not-reviewed = public at once
queue-panel-below = ↓ The queue is further down.
queue-review = 👀 To read
queue-review-next = ⏭ Next to read
queue-hand = ✋ In my hand
queue-later-list = ⏸ For later
queue-floor = 🎙 From the floor
queue-settings = ⚙️ Settings
queue-first-waits = 🔔 A first question is waiting.
queue-nothing-to-review = Nothing to read.
queue-as-asked = <i>As asked: { $text }</i>
queue-has-parts = { $count ->
    [one] 🔗 { $count } other asked with it
   *[other] 🔗 { $count } others asked with it
}
queue-is-live = 📺 On the screen
queue-listen = 🎧 Listen
queue-write-line = ✍️ Write the line
queue-approve = ✅ Publish
queue-reword = ✏️ Reword
queue-more = ⋯ More
queue-renew = ⏱ 10 more minutes
queue-on-screen = 📺 On the screen
queue-held-until = ✋ Held until { $hour }
queue-lapsed =
    ⏱ No. { $number } was held for ten minutes: it is back in the queue.
    <i>{ $text }</i>
queue-later = ⏸ Later
queue-back = ↩️ Give back
queue-take = ✋ Take it
queue-restore = ↩️ Put back
queue-private = 💬 Answer in writing
queue-split = ✂️ Separate
queue-undo = ↶ Undo
queue-sees-phone = ⚠️ a telephone number: { $text }
queue-sees-email = ⚠️ an address: { $text }
queue-sees-link = ⚠️ a link: { $text }
queue-sees-name = ⚠️ perhaps somebody's name: { $text }
queue-merge = 🔗 Join
queue-for = 🎤 For whom
queue-star = ⭐ Star
queue-unstar = ☆ No star
queue-others = ⋯ Others
queue-personal = 🤝 Personal situation
queue-personal-yes = 🤝 Yes
queue-really-personal = Question no. { $number } will not be asked in the hall: its author is given a contact who can help. Is that right?
queue-absorb = 🔗 Join to it
queue-parts = ✂️ Separate
queue-mute = 🔇 Mute the author
queue-which-reason =
    Why set no. { $number } aside? Its author will know.
    <i>{ $text }</i>
queue-for-whom = Who is question no. { $number } for?
queue-for-all = For everybody
queue-merge-into = Ask no. { $number } together with which?
queue-absorb-which = Which one to join to no. { $number }?
queue-parts-of = { $count ->
    [0] Nothing is joined to no. { $number }.
   *[other] Asked with no. { $number }:
}
queue-muted = 🔇 The author of no. { $number } can ask no more questions.
queue-unmuted = The author of no. { $number } can ask questions again.
queue-voice = 🎙 <b>Question no. { $number }</b>. Write the line the hall reads.
queue-write-answer = Write the answer to no. { $number }: only those who asked it will read it.
queue-write-reworded =
    Write no. { $number } the way the hall should read it. For now it reads:
    <i>{ $text }</i>
queue-write-floor = Write the question from the floor: it joins the queue at once.
queue-write-umbrella = Write the question that brings several together; you join the others to it afterwards.
queue-line-not-taken = I need a sentence, of 1,000 characters at most.
queue-added =
    ➕ <b>Question no. { $number }</b>, in the queue

    { $text }
queue-draft =
    <b>Before no. { $number } is public</b>

    { $text }
queue-publish = ✅ Publish as it is
queue-answered-in-private = { $count ->
    [0] 💬 no. { $number }: answered. Nobody can be reached any more.
    [one] 💬 no. { $number }: answer sent to { $count } person.
   *[other] 💬 no. { $number }: answer sent to { $count } people.
}
queue-withdrawn = Question no. { $number } has just been withdrawn by its author.
queue-in-hand = <b>✋ In your hand</b>
queue-hand-empty = There is nothing in your hand.
queue-kept = <b>⏸ For later</b>
queue-kept-empty = Nothing is kept for later.
queue-unknown = There is no such question.
queue-in-other-hands = Another moderator has it in hand.
queue-needs-line = It is a voice: first write the line the hall reads.
queue-in-private = That is written in private: I send it to you there.
queue-undo-too-late = Too late to undo.
queue-set-already = It is so already.
queue-set-by = ⚙️ { $name }: { $what }
queue-settings-are = <b>⚙️ Settings for questions</b>
queue-hall-at = The hall's screen: { $path }
queue-umbrella = ☂️ Over several
queue-journal = 📖 Journal
queue-summary = 📊 Summary by theme
queue-print = 🖨 Print
queue-unreached = 💬 Answer in writing

mode-schedule = 🕗 By the schedule
mode-open = 🟢 Open
mode-votes = 🗳 Votes only
mode-closed = 🔴 Close
set-review-on = 👀 Read before publishing
set-review-off = 📨 Publish at once
set-fair-on = ⚖️ Fairness
set-fair-off = ⚖️ No fairness
set-hallnext-on = 📺 + next few
set-hallnext-off = 📺 no next few

desk-pending = to read
desk-waiting = in the queue
desk-taken = in hand
desk-later = for later
desk-answered = answered
desk-private = answered in writing
desk-aside = set aside
desk-personal = personal situation
desk-merged = joined
desk-withdrawn = withdrawn

journal = <b>📖 The journal</b>
journal-empty = Nothing has been done yet.
journal-line = { $hour } · { $name } · { $what }
journal-earlier = ‹ Earlier
deed-approve = publishes
deed-take = takes
deed-renew = keeps
deed-show = puts on the screen
deed-answer = answered
deed-private = answers in writing
deed-back = gives back
deed-later = keeps for later
deed-aside = sets aside
deed-personal = personal situation
deed-reword = rewords
deed-assign = assigns
deed-star = stars
deed-lapse = takes back (after 10 min)
deed-merge = joins
deed-unmerge = separates
deed-mute = mutes the author of
deed-unmute = lets the author ask again of
deed-floor = writes from the floor
deed-umbrella = writes, over several,
deed-undo = undoes
deed-setting = changes a setting

summary = <b>📊 Summary</b>
summary-no-theme = No theme
summary-line =
    <b>{ $theme }</b>
    { $asked } asked · { $answered } answered · { $waiting } waiting
summary-unreached = { $count ->
    [one] { $count } question has had no answer: it can still be answered in writing.
   *[other] { $count } questions have had no answer: they can still be answered in writing.
}
unreached = <b>Without an answer</b>: tap a number, then write.
unreached-none = Nobody is waiting for a written answer any more.

paper-queue-caption = 🖨 The queue to print
paper-list-caption = All questions, without their authors
paper-as-of = { $day }, { $hour }
paper-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}

hall-ask = Ask your question
hall-soon = Next
hall-for = For: { $speaker }
hall-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}
hall-number = Question no. { $number }
hall-lost = Connection lost, reconnecting…

# To somebody who spoke of their own situation, then to whoever listens.
confide-offer = This person can also read your message here, without your name, and answer you. It goes only if you touch the button.
confide = 🤝 Send them my message
confide-done = 🤝 It has been passed on, without your name. The answer will come here.
confide-nobody = Nobody can receive it here at the moment: the contact is still the way.
confided-already = It has been passed on already.
confided =
    🤝 Somebody entrusts you with their situation (question no. { $number }). The hall does not see it, and you are not given their name.

    { $text }
confided-voice = 🤝 Somebody entrusts you with their situation, by voice (question no. { $number }). The hall does not hear it, and you are not given their name.
confided-more =
    🤝 More from the person of question no. { $number }:

    { $text }
confided-answer = 💬 Answer them
confided-write = Write your answer to the person of question no. { $number }: nobody else will read it, and your name is not in it unless you put it there.
confide-reply =
    💬 The person you confided in (question no. { $number }) answers:

    { $text }
confide-again = 💬 Write to them again
confide-write = Write what else you have to say: only the person you confided in will read it.
confide-sent = It has been sent.
confide-unreached = I can no longer reach this person here.
question-only-text = I need text here: write it in a few words.
hall-upcoming = no. { $number } ▲ { $votes }
