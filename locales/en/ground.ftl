### Common ground: dates, menu, languages, words of welcome.

date-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
} { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
hour-full = { $hour }:00
hour-minutes = { $hour }:{ $minute }
wait-minutes = in { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
wait-hours = in { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
wait-days = in { $count ->
    [one] { $count } day
   *[other] { $count } days
}

language-choose = Which language would you like to speak?
language-now = All right, I'll speak English with you.

welcome =
    👋 <b>Hello!</b> I'm Kozé, and I'm with you for: <b>{ $title }</b>.
    Write to me the way you talk, or tap a button below.
help =
    Here's what I can do:
    • register you, and remind you of the date in time
    • tell you the programme, the time, the place: just ask in your own words
    • carry your question to the round table

    A person can answer you too:
    { $contact }
contact-lines = { $fax ->
    [none] ✉️ { $email }
    📞 { $phone }
   *[other] ✉️ { $email }
    📞 { $phone } · fax { $fax }
}

menu-registration = 🎟 Registration
menu-programme = 📅 Programme
menu-place = 📍 Venue and contact
menu-question = ❓ Ask a question
menu-language = 🌍 Langue · Lang · Language
menu-queue = 📥 See the queue
menu-next = ▶️ Next question
menu-hint = Write your question…

button-stale = We're past that step.
button-unknown = This button no longer works.
nothing-to-cancel = There's nothing to cancel. What can I do for you?
only-text = I can only read text. Write me a few words, or tap a button below.
edited = I keep the message as it was. To change it, send it to me again.
group-private = Write to me privately: there I can register you and answer you. Here I only give the /programme.

# What Telegram shows before the first message (512 and 120 characters at most).
profile-description = { $title }: registration, programme, reminders, and your questions for the round table. In French, Creole or English. Tap START.
profile-short-description = Kozé is with you: registration, programme, reminders, questions.

command-inscription = Register
command-programme = The programme
command-question = Ask a question
command-langue = Change language
command-aide = Help
command-annuler = Cancel what is under way
command-file = See the queue of questions
command-suivante = Take the next question
command-billet = My ticket
command-autres = Register someone else
command-inscrits = Who is coming
command-mesdonnees = What Kozé keeps about me
command-effacer = Erase everything
command-questions = Read and support questions
command-mesquestions = My questions
command-relire = Check questions before they are public
command-repondue = The question on the screen has been answered
command-salle = Write a question from the room
command-chapeau = Write one question for several
command-journal = See what was done, by whom
command-bilan = See the summary by theme
command-moderation = Set how questions are taken
command-imprimer = Print the queue
command-rappels = Choose my reminders
command-decaler = Shift or change the schedule
command-annonce = Send an announcement
command-groupes = The groups where I post
command-roles = See and take away roles
command-incompris = What I did not understand
command-accueil = Check people in
command-bureau = The desk: who is coming, find somebody
command-avis = What people thought
help-organiser = For you who organise: { $commands }

# Read, never shown
# what is typed by somebody who needs help while something else is expected of them
words-help = help, help me, help please, please help, i need help, can you help me, i'm lost, i don't understand, talk to someone, i want to talk to someone, speak to someone, i want to speak to someone, talk to a person, a human, a human please, talk to a human
words-yes = yes, ok, okay, yes please, sure, yes that's right, that's right, i agree, yes i agree, yes go ahead, go ahead, yes do it, correct
words-no = no, no thanks, no thank you

# Too much at once
# instead of answers, to somebody who sends very many messages; everything was read
slowly = Slow down a little, please: you write faster than I can answer. If an answer is missing, ask again in a moment.
# instead of sending a question on to the organisers
sent-enough = You have already sent { $count } messages in an hour. They are being read! Please try again a little later.
# Said once when a message could not be handled; also in the small box of a pressed button: no markup.
update-failed = Sorry, I couldn't handle that. Please try another way, or write /help.
other-bot = That command is for another bot, so I don't answer it. Write /help to see mine.
# Said in a group to an administrator who hides behind the group's name.
group-own-name = You are writing as the group, so I can't tell who you are. Please write under your own name, or message me in private.
number = no. { $number }

menu-guests = 🧾 Who is coming
menu-announce = 📣 Announcement
menu-schedule = 🕙 Change the schedule
menu-door = 🚪 Door
menu-desk = 📋 Desk
words-me = mwen, man, moin, mwin
language-offer = I can go on in English.
language-go-on = 🌐 Go on in English
