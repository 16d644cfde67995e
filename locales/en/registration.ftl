### Room 1: registration. One screen, one question, short sentences.

registration-consent =
    To register you, I'll ask your name, who you are and, if you like, a phone number.
    Your answers go to the forum's organisers only and are erased no later than { $months ->
        [one] one month
       *[other] { $months } months
    } afterwards.
registration-consent-whole =
    <b>What I keep</b>: your name, who you are, your organisation and your phone if you give them, your language, your Telegram number, and when you agreed.
    <b>Why</b>: to prepare your welcome and to remind you of the forum. Nothing else.
    <b>For whom</b>: { $organisers }.
    <b>Until when</b>: { $months ->
        [one] one month
       *[other] { $months } months
    } after the forum at the latest, then it is erased.
    <b>Your rights</b>: to see, correct or have erased what you told me, at any time:
    { $contact }
registration-more = Tell me more
registration-less = In short
registration-accept = ✅ I agree, register me
registration-later = Later

registration-ask-name =
    <b>{ $place }</b> · What is your name?
    Tap the button if it is right, or write first name and surname.
registration-same-name = 👤 { $name }
registration-ask-category = <b>{ $place }</b> · You are coming as…
registration-ask-structure = <b>{ $place }</b> · For which organisation? Write its name.
registration-ask-phone =
    <b>{ $place }</b> · Which number can we reach you on if the programme changes?
    Tap “Share”, write a number, or skip this.
registration-share-phone = 📱 Share my number
registration-skip = Skip
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Back

category-resident = Resident
category-mediator = Adulte relais or mediator
category-employer = Employing organisation
category-institution = Institutional partner
category-social-partner = Social partner
category-other = Other

registration-line-name = 👤 { $value }
registration-line-category = 🤝 { $value }
registration-line-structure = 🏢 { $value }
registration-line-phone = 📱 { $value }
registration-phone-none = no phone

registration-summary =
    <b>Is everything right?</b>

    { $lines }
registration-confirm = ✅ Yes, I confirm
registration-change = ✏️ Change
registration-leave = ✖️ Cancel
registration-what-to-change = What would you like to change?
registration-name = Name
registration-category = Who I am
registration-phone = Phone

registration-facts =
    <b>Registration no. { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>Done, you are registered.</b>

    { $facts }
registration-afterwards = I'll remind you the day before, that very morning and just before the round table. Until then, ask me anything.
registration-card =
    { $facts }

    To correct or cancel, write or call:
    { $contact }
registration-calendar = 🗓 Add to my calendar
registration-calendar-caption = Open this file to put the forum in your calendar.

registration-already = You are registered already.
registration-left = All right, we'll stop there. I have kept none of your answers. Whenever you like: “Registration”.
registration-closed =
    Registration has closed. To find out whether there is a seat left, ask the organisers:
    { $contact }
registration-not-yet = Registration opens on { $day } at { $hour }. See you soon!
registration-full =
    The last seats have just gone, I'm sorry. The organisers can tell you more:
    { $contact }

registration-no-name = I couldn't read a name there. Write first name and surname, in letters, as people call you.
registration-long-name = That's a little long for a name. Can you write it in 80 characters at most?
registration-no-structure = I couldn't read that name. Write the name of your organisation, in a few words.
registration-long-structure = That's a little long. Can you write your organisation's name in 120 characters at most?
registration-no-phone = That number doesn't look complete. Write it like 0696 12 34 56, share it, or tap “Skip”.
registration-others-contact = That's someone else's contact. Share yours with the button, write a number, or skip this.
registration-needs-button = Please tap one of the buttons above.
registration-needs-text = I need a few written words here, please.
registration-no-email = That address doesn't look complete. Write it like name@example.com, without spaces.
registration-no-area = I couldn't read that. Write your town or neighbourhood, in a few letters.
registration-long-area = That's a little long. Can you write your town or neighbourhood in 60 characters at most?
registration-no-access = I couldn't read that. Write in a few words what would help you come and take part.
registration-long-access = That's a little long. Can you say it in 300 characters at most?
