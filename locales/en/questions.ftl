### Room 4: questions for the round table.

question-invitation = Write your question: <b>your next message</b> goes straight to the moderators.
question-leave = ✖️ No, leave it
question-left = All right. Another time, then.
question-send = 📨 Send it as a question
question-acknowledged = 📨 Noted: <b>question no. { $number }</b>. I'll let you know when its turn comes.
question-empty = I saw no question in that message. Write it in a few words.
question-not-text = For a question I need text, or a voice message. Write it in a few words.
question-too-long = A fine question, but a long one: { $characters } characters. Can you write it in { $longest } at most?
question-too-many = { $count ->
    [one] One of your questions is waiting already. I'm keeping this one: send it once the other has had its turn.
   *[other] { $count } of your questions are waiting already. I'm keeping this one: send it once one has had its turn.
}
question-too-soon = { $seconds } seconds to go before your next question, so that everyone gets a turn. I'm keeping yours: tap the button in a moment.
question-again = 📨 Send it now
question-taken =
    🎤 Your question no. { $number } is up now: it is being answered.
    <i>{ $text }</i>
question-answered =
    ✅ Your question no. { $number } has been answered. Thank you!
    <i>{ $text }</i>
question-aside =
    Your question no. { $number } has been set aside. { $reason } Thank you for asking it.
    <i>{ $text }</i>

queue-panel =
    <b>📥 The queue of questions</b>
    { $waiting } waiting · { $taken } taken · { $answered } answered
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = at { $hour }
queue-next = ▶️ Next question
queue-show = 📥 See the queue
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
queue-too-late = Somebody else has already done it.
queue-too-late-by = { $name } has already done it.
queue-too-late-yours = You've already done it.
queue-too-late-withdrawn = The person who asked it has withdrawn it.
queue-not-yours = Only moderators can see the queue.

hall-waiting = { $count ->
    [0] Ask Kozé your questions
    [one] { $count } question waiting
   *[other] { $count } questions waiting
}

question-held = Somebody checks it first, then it joins the queue.
question-which-theme = What is it about? Tap a theme, if you like.
question-no-theme = No theme
question-mine = 📋 My questions
question-alike = Perhaps somebody has asked your question already. Is it one of these? Tap it: you support it, and yours is withdrawn. If not, tap “No, mine is different”.
question-same = 👍 Yes, no. { $number }
question-different = No, mine is different
question-joined-another = 👍 Done: you support <b>question no. { $number }</b>, and yours is withdrawn.
question-own =
    <b>Your question no. { $number }</b>
    { $text }
question-place = { $count ->
    [0] It's next in the queue.
    [one] { $count } question comes before it.
   *[other] { $count } questions come before it.
}
question-edit = ✏️ Change it
question-withdraw = 🗑 Withdraw
question-sign = 👤 Show my first name
question-unsign = 👤 Hide my first name
question-theme = 🏷 Theme
question-refresh = 🔢 Where is it now?
question-none = You have no question waiting.
question-yours = <b>Your questions</b>
question-yours-line = <b>no. { $number }</b> · { $state } · { $text }
question-write-anew =
    Write your question no. { $number } the way it should be. Right now it reads:
    <i>{ $text }</i>
question-edited =
    ✏️ Changed: <b>question no. { $number }</b>.
    <i>{ $text }</i>
question-taken-up = A moderator has already taken it: it can no longer change.
question-closed-already = Its turn has passed: there's nothing left to withdraw.
question-really-withdraw =
    Withdraw your question no. { $number }?
    <i>{ $text }</i>
question-withdrawn = 🗑 Your question no. { $number } is withdrawn.
question-voice = 🎙 voice message, { $seconds } s
question-voice-warning = A voice message, why not! The moderators will hear your voice, then write the sentence the room will read. Shall I send it?
question-voice-send = 🎙 Yes, send the message
question-long-voice = { $minutes } minutes is long for a question. Say it in three minutes at most, or write it.
question-muted = The moderators aren't taking more questions from you for now. You can support other people's.
question-not-yet = You can ask your questions from { $day } at { $hour }. See you then!
question-votes-only = No new questions are taken now, but your vote still counts. Support the ones that are waiting.
question-closed = No more questions are taken. Thank you all!
question-approved =
    📬 Your question no. { $number } is in the queue.
    <i>{ $text }</i>
question-personal =
    Your question no. { $number } is about your own life. It won't be asked in public: the room doesn't see it. Here is who can help you:
    { $contact }
question-joined =
    🔗 Your question no. { $number } will be asked together with others that say the same. I'll let you know what comes of it.
    <i>{ $text }</i>
supported-joined =
    🔗 Question no. { $number }, which you support, is asked together with no. { $head }. Your vote counts there.
    <i>{ $text }</i>
supported-live =
    🎤 Question no. { $number }, which you support, is being answered now.
    <i>{ $text }</i>
supported-answered =
    ✅ Question no. { $number }, which you support, was answered in the room.
    <i>{ $text }</i>
question-back =
    Your question no. { $number } is in the queue again.
    <i>{ $text }</i>
question-for-later =
    Your question no. { $number } is kept for a little later.
    <i>{ $text }</i>
question-written-answer =
    💬 An answer to your question no. { $number }:
    <i>{ $text }</i>

    { $answer }

state-pending = being checked
state-waiting = in the queue
state-taken = coming up
state-answered = answered
state-answered-privately = answered in writing
state-aside = set aside
state-personal = for somebody who can help you
state-confided = entrusted to a person who listens
state-merged = asked with others
state-withdrawn = withdrawn

reason-topic = Off the subject
reason-answered = Already answered
reason-question = Not a question
reason-unclear = Not clear enough
reason-tone = The tone may hurt
reason-time = No time left
reason-topic-said = It's outside the round table's subject.
reason-answered-said = It has just been answered.
reason-question-said = We saw no question to ask in it.
reason-unclear-said = It wasn't clear enough to be asked: you can write it another way.
reason-tone-said = It may hurt somebody: you can write it another way.
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
vote-for-whole = 👍 It's asked with no. { $number }: your vote counts there · { $votes }
vote-own = It's your question: your vote is there.
vote-gone = That question is no longer waiting.
vote-closed = Voting has ended.

queue-beside = { $pending } to check · { $later } for later
queue-live = 📺 <b>no. { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 open
queue-votes-only = 🗳 votes only
queue-closed = 🔴 closed
queue-reviewed = checked before
queue-not-reviewed = public at once
queue-panel-below = ↓ The queue is further down.
queue-review = 👀 Check
queue-review-next = ⏭ Check the next one
queue-hand = ✋ Questions taken
queue-later-list = ⏸ For later
queue-floor = 🎙 From the room
queue-settings = ⚙️ Settings
queue-first-waits = 🔔 The first question is waiting.
queue-nothing-to-review = There's nothing to check.
queue-as-asked = <i>As asked: { $text }</i>
queue-has-parts = { $count ->
    [one] 🔗 { $count } other asked with it
   *[other] 🔗 { $count } others asked with it
}
queue-is-live = 📺 On the screen
queue-listen = 🎧 Listen
queue-write-line = ✍️ Write the sentence
queue-approve = ✅ Publish
queue-reword = ✏️ Reword
queue-more = ⋯ More
queue-renew = ⏱ Keep 10 min more
queue-on-screen = 📺 On the screen
queue-held-until = ✋ Held until { $hour }
queue-lapsed =
    ⏱ No. { $number } was held for ten minutes: it is back in the queue.
    <i>{ $text }</i>
queue-concluded =
    ✅ No. { $number } was on screen ten minutes ago: I note that it was answered.
    <i>{ $text }</i>
queue-later = ⏸ Later
queue-back = ↩️ Put back
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
queue-for = 🎤 Choose for whom
queue-star = ⭐ Add a star
queue-unstar = ☆ Remove the star
queue-personal = 🤝 Personal situation
queue-personal-yes = 🤝 Yes
queue-really-personal = Question no. { $number } won't be asked in the room. The person who asked it is given a contact who can help. Is that right?
queue-absorb = 🔗 Add another to it
queue-parts = ✂️ Separate
queue-mute = 🔇 Block their questions
queue-which-reason =
    Why set no. { $number } aside? The person who asked it will know.
    <i>{ $text }</i>
queue-for-whom = Who is question no. { $number } for?
queue-for-all = For everybody
queue-merge-into = Ask no. { $number } together with which?
queue-absorb-which = Which question to add to no. { $number }?
queue-parts-of = { $count ->
    [0] Nothing is joined to no. { $number }.
   *[other] Asked with no. { $number }:
}
queue-muted = 🔇 The person who asked no. { $number } can ask no more questions.
queue-unmuted = The person who asked no. { $number } can ask questions again.
queue-voice = 🎙 <b>Question no. { $number }</b>. Write the sentence the room will read.
queue-write-answer = Write the answer to no. { $number }: only those who asked it will read it.
queue-write-reworded =
    Write no. { $number } the way the room should read it. Right now it reads:
    <i>{ $text }</i>
queue-write-floor = Write the question from the room: it joins the queue at once.
queue-write-umbrella = Write the combined question. You can add the others to it afterwards.
queue-line-not-taken = I need a sentence, of 1,000 characters at most.
queue-added =
    ➕ <b>Question no. { $number }</b>, in the queue

    { $text }
queue-draft =
    <b>Before no. { $number } is public</b>

    { $text }
queue-publish = ✅ Publish this wording
queue-answered-in-private = { $count ->
    [0] 💬 no. { $number }: answer written. But nobody can be reached any more.
    [one] 💬 no. { $number }: answer sent to { $count } person.
   *[other] 💬 no. { $number }: answer sent to { $count } people.
}
queue-withdrawn = The person who asked question no. { $number } has just withdrawn it.
queue-in-hand = <b>✋ Questions you have taken</b>
queue-hand-empty = You haven't taken any question.
queue-kept = <b>⏸ For later</b>
queue-kept-empty = Nothing is kept for later.
queue-unknown = There's no such question.
queue-in-other-hands = Another moderator has taken it.
queue-needs-line = This is a voice message: first write the sentence the room will read.
queue-in-private = That's written in private: look at our chat.
queue-undo-too-late = Too late to undo.
queue-set-already = It's already so.
queue-set-by = ⚙️ { $name }: { $what }
queue-settings-are = <b>⚙️ Settings for questions</b>
queue-hall-at = The hall's screen: { $path }
queue-umbrella = ☂️ Combined question
queue-journal = 📖 Read the log
queue-summary = 📊 See the summary
queue-print = 🖨 Print
queue-unreached = 💬 Unanswered questions

mode-schedule = 🕗 Follow the schedule
mode-open = 🟢 Open
mode-votes = 🗳 Voting only
mode-closed = 🔴 Close
set-review-on = 👀 Check before publishing
set-review-off = 📨 Publish at once
set-fair-on = ⚖️ Favour new voices
set-fair-off = ⚖️ Sort by votes only
set-hallnext-on = 📺 Show the next ones
set-hallnext-off = 📺 Hide the next ones

desk-pending = to check
desk-waiting = in the queue
desk-taken = taken
desk-later = for later
desk-answered = answered
desk-private = answered in writing
desk-aside = set aside
desk-personal = personal situation
desk-merged = joined
desk-withdrawn = withdrawn

journal = <b>📖 The log</b>
journal-empty = Nothing has been done yet.
journal-line = { $hour } · { $name } · { $what }
journal-earlier = ‹ Earlier
deed-approve = publishes
deed-take = takes
deed-renew = keeps
deed-show = puts on the screen
deed-answer = notes an answer to
deed-private = answers in writing
deed-back = puts back in the queue
deed-later = keeps for later
deed-aside = sets aside
deed-personal = treats as a personal situation
deed-reword = rewords
deed-assign = says for whom
deed-star = stars
deed-lapse = takes back (after 10 min)
deed-conclude = notes, after the screen, an answer to
deed-merge = joins
deed-unmerge = separates
deed-mute = blocks the person who asked
deed-unmute = unblocks the person who asked
deed-floor = writes, from the room,
deed-umbrella = writes a combined question,
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
confide-offer = This person can also read your message here, without your name, and answer you. It goes only if you tap the button.
confide = 🤝 Send them my message
confide-done = 🤝 It has been passed on, without your name. The answer will come here.
confide-nobody = Nobody can read your message here at the moment. Write to or phone the contact above.
confided-already = It has been passed on already.
confided =
    🤝 Somebody entrusts you with their situation (question no. { $number }). The room doesn't see it. You aren't given their name.

    { $text }
confided-voice = 🤝 Somebody entrusts you with their situation in a voice message (question no. { $number }). The room doesn't hear it. You aren't given their name.
confided-more =
    🤝 More from the person of question no. { $number }:

    { $text }
confided-answer = 💬 Answer them
confided-write = Write your answer to the person of question no. { $number }. Nobody else will read it. They won't see your name, unless you write it.
confide-reply =
    💬 An answer to what you confided (question no. { $number }):

    { $text }
confide-again = 💬 Write to them again
confide-write = Write what else you have to say: only this person will read it.
confide-sent = It has been sent.
confide-unreached = I can no longer reach this person here.
question-only-text = I need text here: write it in a few words.
hall-upcoming = no. { $number } ▲ { $votes }
question-how = Press <b>❓ Ask a question</b>, then write it.
question-how-awaited = Write it: your next message goes to the moderators.
question-about-asking =
    Your question goes <b>without your name</b>. The hall reads only its text.
    Afterwards you can show your first name, or withdraw it.
question-own-life =
    This may be about your own life or health. If you send it, <b>the whole hall reads it</b>.
    To tell the organisers instead:
    { $contact }
question-still-awaited = I am still waiting for your question to the speakers.
question-all-the-same = Was it a question for the speakers?
question-for-the-speakers = Is this a question for the speakers?
question-send-anyway = 📨 Send it all the same
question-send-publicly = 📨 Yes, make it public
words-about-asking = anonymous, anonymously, anonymity, see my name, sees my name, show my name, shows my name, shown my name, read my name, display my name, my name be shown, my name be seen, my name be public, my name is shown, my name shown, my name appear, my name appears, my name show, my name visible, my name be visible, my name is public, give my name, say my name, tell my name, sign my name, without my name, with my name, under my name, who reads the questions, who reads my question, who will read my question, who sees my question, who can see my question, questions public, my question public, know my name, knows my name, who i am, know who i am, know it is me
words-health = mental health, sick, ill, illness, disease, disability, disabled, deaf, hard of hearing, blind, wheelchair, crutches, pregnant, diabetes, diabetic, cancer, depression, depressed, hospital, medicine, medication, psychiatrist, interpreter, sign language, allergy, allergic, suicide
words-first-person = i m, i am, i have, i ve, i had, i lost, i need, i live, i lived, i was, i work, i worked, i can, i can t, i cannot, i don t, i do not, i want, i got, i get, i feel, i did, do i, can i, am i, should i, will i, my, myself, mine
words-introducing-a-question = i would like to know, i would like to ask, i d like to know, i d like to ask, i want to know, i want to ask, i wonder, i was wondering, can i ask, may i ask, my question, i have a question, tell me, in my opinion, i think, i believe, i don t understand, i do not understand, my neighbourhood, my neighborhood, my town, my island, my country
words-to-the-speakers = to the speakers, for the speakers, to the panel, for the panel, dear speakers, ladies and gentlemen, question for mr, question for mrs, question for ms, mr mayor, madam mayor

question-soon =
    🎤 Your question no. { $number } is coming up soon. I'll tell you when it is on the screen.
    <i>{ $text }</i>
question-read-again =
    Somebody is checking your question no. { $number } again. After that it can return to the queue.
    <i>{ $text }</i>
state-live = on the screen now
queue-at-once = ▶️ the next one goes straight to the screen
set-at-once-on = 📺 Show the next one straight away
set-at-once-off = 📄 Read the next one before showing it
queue-all = 📋 The whole queue (+{ $count })
queue-all-waiting = <b>📋 The whole queue</b>
queue-not-there = There is no question no. { $number }.
queue-number-unclear = I don't see a number. Write { $open } to read no. 4, or { $take } to take it.
queue-is-held = { $name } has taken no. { $number }.
queue-is-withdrawn = The person who asked no. { $number } has withdrawn it.
queue-is-answered = No. { $number } has been answered already.
queue-is-pending = No. { $number } is not public yet: check it first.
queue-is-aside = No. { $number } has been set aside. You can put it back from its card.
queue-is-personal = No. { $number } is somebody's own situation: it is not asked in the room.
queue-is-joined = No. { $number } is asked together with no. { $head }.
queue-open-card = 📄 Open no. { $number }
queue-hidden = (text not shown)
queue-none-on-screen = Nothing is on the screen. Add the number, for example { $command }.
queue-first-to-review = 🔔 A first question needs checking.
queue-open-hall = 📺 Open the room's screen
question-reworded =
    ✏️ The moderators have worded your question no. { $number } differently. The room will read:
    <i>{ $text }</i>
    Your first name is no longer shown with it.
question-as-you-asked =
    ↩️ Your question no. { $number } is as you wrote it again, with your first name.
    <i>{ $text }</i>
export-from-people = by message
export-from-floor = from the room
export-over-several = combined question
words-question-number = number, question, question no, question number, the question, no., card
queue-panel-closed = This queue is closed.
hall-thanks = Thank you for your questions!
words-no-question = not a question, no question, that's no question
words-question = question, questions
words-own-question = my question, my questions, that question, this question, the last question, last question, my last question
words-withdraw = withdraw, delete, remove, take back, take, cancel, erase, retract, pull
words-unsend = don't send, do not send, unsend, don't publish, do not publish, take it back, take that back
words-others-questions = questions of others, questions of the others, others' questions, other people's questions, everyone's questions, everyones questions, everybody's questions, other questions, all the questions, all questions, other people asking, others asking, what others ask, vote for number, vote for question, vote for, support question, support a question
words-order-next = next question, the next, the next one, next one, next please, next question please, show the next question, take the next one, the next question, next pls, done next, take the next
words-order-queue = the queue, show the queue, show me the queue, list of questions, the list of questions, open the queue, who is waiting, what's in the queue, whats the queue, unanswered ones
words-order-review = to review, questions to review
words-order-answered = answer given, it is answered, that's answered, done, answered it, that is answered, it's answered
words-order-summary = the summary, give me the summary, summary please, the summary please
words-order-settings = settings, the settings, close the questions, open the questions, moderate, close questions, close the questions
queue-write-answer-for-all =
    Write the answer to no. { $number }. Those who asked it will get it.
    The public account will show it too. You can take it out later.
queue-answer-in-account = The public account will show this answer too.
queue-in-account = 🌍 Put it in the account
queue-not-in-account = 🚫 Take it out of the account
queue-in-account-done = Noted: the answer is in the draft of the account.
queue-not-in-account-done = Noted: the answer is no longer in the draft of the account.
queue-answer-was = <i>Written answer: { $answer }</i>

# The rule: who chooses, in what order, what is set aside.
rule-open = ⚖️ Read the rule
rule-line = How questions are chosen: /regle
rule-title = The rule for questions
rule-who = Moderators choose the questions. Everybody can read those that are waiting, and support them.
rule-direct = Your question appears at once. If it holds a name or a number, a moderator reads it first.
rule-direct-but-browser = On Telegram your question appears at once. A moderator first reads those from browsers, and those with a name or a number in them.
rule-review = A moderator reads each question. Then it appears, and everybody can support it.
rule-order = The question with most support comes first. Of equals, the oldest comes first.
rule-order-new = The question with most support comes first. A person not heard yet comes a little earlier. So does a new theme.
rule-together = Questions that say the same are asked together. A moderator can also take another question.
rule-aside = A moderator can set a question aside. The person who asked it gets the reason:
rule-private = A question about your own life is not asked in public. You get a contact who can help.
rule-ask-why = You can ask why: { $contact }
rule-withdraw = You can take your question back with /mesquestions, as long as it has no answer.
rule-after = Afterwards, /suites says what became of the questions.
