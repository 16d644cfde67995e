### The page in a browser: to ask without Telegram, and what moderators decide about it.

page-skip = Go to the question
page-languages = Language of the page
page-lost = Connection lost. Reconnecting…
page-now = Right now
page-telegram = Do you have Telegram? Kozé answers you there, on your phone.
page-telegram-open = Open in Telegram
page-ask = Ask your question
page-ask-label = Your question to the speakers
page-ask-easy = No account, no name, no e-mail. At most { $longest } characters.
page-ask-reviewed = Someone reads it first. Then people in the hall can support it.
page-ask-send = Send my question
page-ask-anyway = Send it to the speakers all the same
page-rule = How questions are chosen
page-room-code = Code on the screen in the hall
page-room-code-help = Four digits, to type only once.
page-checking = A small check, a few seconds…
page-asking-closed = Questions are not taken on this page for the moment. You can ask on Telegram, or at the microphone.
page-asking-later = Questions are not taken for the moment.
page-too-many = { $count ->
    [one] One of your questions is already waiting. Send this one when the other has been asked.
   *[other] { $count } of your questions are already waiting. Send this one when one of them has been asked.
}
page-too-soon = { $seconds ->
    [one] One more second before the next question, so that everyone gets a turn. Your text is still here.
   *[other] { $seconds } more seconds before the next question, so that everyone gets a turn. Your text is still here.
}
page-how-asking-works = Write your question, then tap “Send my question”. Nobody sees who asked it: this page does not know your name.
page-about-own-questions = Your questions are further down, under “My questions”. You can withdraw those that are waiting.
page-accepted = Got it: question no. { $number }.
page-accepted-reviewed = Got it: question no. { $number }. Someone reads it, then people in the hall can support it.
page-repeated = This has arrived already: nothing counts twice.
page-similar = Someone may have asked your question already. Is it one of these?
page-similar-support = Support no. { $number } instead of mine
page-similar-done = Done: you support the other question, and yours is withdrawn.
page-similar-gone = One of the two questions is no longer waiting. Nothing has changed.
page-questions = Questions from the hall
page-questions-none = No question is waiting. Ask the first one!
page-questions-more = { $count ->
    [one] And one more question, with fewer votes.
   *[other] And { $count } more questions, with fewer votes.
}
page-question-live = Being answered now
page-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}
page-support = Support
page-supported = You support it
page-of-question = question no. { $number }
page-voted = It counts.
page-vote-closed = You can't vote for the moment.
page-mine = My questions
page-mine-none = You have not asked a question here yet.
page-withdraw = Withdraw
page-withdrawn = Done: the question is withdrawn.
page-withdraw-late = It has been asked already: there is nothing left to withdraw.
page-private-case = Here is who can help you:
page-take = With Telegram, too
page-take-why = If you have Telegram, Kozé can write to you there when your question comes up. If not, keep this page.
page-take-button = Find my questions in Telegram
page-take-ready = Open this link within an hour, on the phone where you have Telegram. It works only once.
page-take-linked = These questions are in your Telegram, too.
page-data = My data
page-data-what = Kozé keeps your questions and votes under a random number. No name, except the first name that you give for the microphone.
page-data-see = See what Kozé keeps
page-data-nothing = Kozé keeps nothing about you.
page-erase = Erase everything
page-erase-sure = If you erase everything, your questions that are waiting will be withdrawn.
page-erase-link = This browser forgets your Telegram. To erase the rest, write /erase in Telegram.
page-erased = It is erased.
page-search = Programme and venue
page-search-label = What would you like to know?
page-search-example = For example: what time is the break?
page-search-button = Ask
page-programme = The whole programme
page-back = Back to the page
page-no-cookies = Your browser refuses cookies. So Kozé can't know that the question is yours. Please allow them for this site, then try again. You can still read.
page-old = This page had been open for a long time. Your text is still here: please send it once more.
page-code-wrong = That is not the code on the screen. It changes every ten minutes: please look once more.
page-code-needed = Just once, type the four-digit code on the screen in the hall.
page-busy = Many people are writing at the same time. Try again in a moment: your text is still here.
page-too-large = This text is much too long. Please ask your question in a few sentences.
page-failed = That did not work. Try again in a moment: your text is still here.

taken-along = { $questions ->
    [0] Done: your browser and Telegram belong together now.
    [one] Done: your question is here now. I'll tell you what becomes of it.
   *[other] Done: your { $questions } questions are here now. I'll tell you what becomes of them.
} { $votes ->
    [0] You had not supported any question.
    [one] Your vote comes with you.
   *[other] Your { $votes } votes come with you.
}
taken-along-unknown = This link has been used, or it is more than an hour old. Please ask for another one on the page.

browser-open = 🌐 Questions from browsers
browser-votes = 🌐 Browsers: votes only
browser-closed = 🌐 Browsers: close
set-browser-review-on = 🌐 Check those from browsers
set-browser-review-off = 🌐 Publish those from browsers

held-visitor = • A random number for this browser: { $id }; page in { $language }; since { $day }
held-visitor-link = • A browser whose questions are in Telegram, too
held-transfer-code = • A link that takes your questions along into Telegram, erased after an hour
hall-room-code = Without scripts, code: { $code }

page-floor = Speak at the microphone
page-floor-name = Your first name, if you like
page-floor-name-why = Only the moderators see it, to call you. Without a name they call a number.
page-floor-number = The moderators will call <b>no. { $number }</b>: that is you.
page-floor-stay = Keep this page open: it calls you when it is your turn.
page-floor-done = Noted.
page-floor-late = That is no longer possible: the moment has passed.
page-account = What became of your questions
page-not-sent = Your text has not been sent yet.
