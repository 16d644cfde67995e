### What became of your questions: the account, its publication, and the message to everybody.

command-regle = The rule for questions
command-suites = What became of the questions

# The page and the PDF
account-title = What became of your questions
account-count = { $count ->
    [0] No question was published.
    [one] The moderators published { $count } question.
   *[other] The moderators published { $count } questions.
}
account-answered = Answered in the room: { $aloud } · Answered in writing: { $written } · No answer, for lack of time: { $none }
account-no-names = No name is shown here.
account-questions = The questions
account-other-questions = Other questions
account-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}
account-aloud = Answered in the room
account-written = Answered in writing
account-none = No answer: there was no time
account-answer = Written answer
account-grouped = Asked together with:
account-aside = Questions set aside
account-aside-none = No question was set aside.
account-aside-why = Their words are not shown. Here are the reasons, and how many:
account-figure = { $reason }: { $count }
account-hidden = Questions that are not shown
account-unread = Not read by a moderator, for lack of time
account-private = Dealt with in private, with the person
account-withdrawn = Taken back by the person
account-few = fewer than 5
account-rule = Read the rule for questions
account-get = Download the PDF
account-published = Published on { $day }.
account-draft = Draft, version { $version }: nothing is published.
account-contact = To ask why, or to have something corrected: { $contact }
account-nothing = The account is not here yet.
account-nothing-why = Come back after the event. You will read here what became of the questions.
account-page = page { $page } / { $pages }
account-languages = Languages
account-themes = Themes

# For organisers
account-desk =
    <b>What became of the questions</b>
    { $lines }
account-aside-count = Set aside: { $count }
account-version = Draft: version { $version }
account-status-none = Nothing is published.
account-status-same = ✅ This version has been published since { $day }.
account-status-changed = ✏️ Published on { $day }. The draft has changed since.
account-not-over = ⏳ The event is not over: the draft still changes.
account-under-way = 📨 The messages are going out: { $count } so far.
account-preview-at = Preview, to be kept to yourself: { $path }
account-read = 📄 Read the draft
account-preview = 🌐 Open the preview
account-go-on = ✅ Go on to publish
account-withdraw = 🗑 Take the page down
account-draft-caption = The draft, version { $version }. Keep it inside the team.
account-confirm = { $count ->
    [0] Have you read version { $version }? Once published, everybody can read it. Nobody will get a message.
    [one] Have you read version { $version }? Once published, everybody can read it. { $count } person will get a message.
   *[other] Have you read version { $version }? Once published, everybody can read it. { $count } people will get a message.
}
account-told-before = Told before: { $count }
account-yes = ✅ Yes, publish this version
account-yes-again = 📣 Publish and tell everybody again
account-not-yet = ‹ Not yet
account-changed = The draft has changed since: read it again before you publish.
account-done = ✅ It is published. The messages are going out.
account-done-before = This version is already published.
account-really-withdraw = Take the page down? Messages that were received stay, but their link shows nothing any more.
account-withdraw-yes = 🗑 Yes, take it down
account-taken-down = The page is down. You can publish again.
account-not-published = Nothing is published.
account-report = { $count ->
    [0] The account is published. There was nobody to tell.
    [one] ✅ The account: { $count } person was told.
   *[other] ✅ The account: { $count } people were told.
}
account-organisers-only = Only organisers read the draft.
desk-account = 📋 Prepare the account

# To everybody
account-message =
    📋 <b>{ $title }</b>
    You can read what became of the questions, with the written answers. Thank you for taking part!
account-open = 🌐 Read the account
account-send-pdf = 📄 Get the PDF
account-caption = What became of your questions

# What Kozé keeps
held-answer = • Written answer to your question no. { $number }: { $answer }
held-answers-written = { $count ->
    [one] • You wrote an answer to one question.
   *[other] • You wrote { $count } answers to questions.
}
held-account-question = • Your question no. { $number } is in the published account.
held-account-told = • You were told that the account is published.
held-account-sending = • You published the account: { $count } messages.
