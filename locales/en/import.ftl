### Paper forms: a list of people, as a file or typed, becomes registrations.

command-importer = Register the people of a list

import-how =
    <b>📄 Register a list</b>
    Send a .csv or .xlsx file with titles such as Name, First name, Coming as, Phone.
    Or write one person per line: Dupont Marie, resident, 0696 12 34 56
    I first show what I would do. Nothing is saved before you say yes.
import-typed = Your list
import-source = 📄 { $source }: { $count ->
    [one] one line
   *[other] { $count } lines
}
import-count-new = ✅ New people: { $count }
import-count-waiting = ⏳ On the waiting list, for want of seats: { $count }
import-count-registered = ↩️ Registered already: { $count }
import-count-duplicate = 👥 Twice in the list: { $count }
import-count-no-name = ⚠️ Lines without a name, left out: { $count }
import-count-phone = ☎️ Phone numbers I can't read: { $count }
import-count-category = ❔ Unknown categories: { $count }
import-count-left-out = ✂️ Answers I can't read, left out: { $count }
import-count-missing = 🧮 Lines with a formula that has no result: { $count }
import-only-sheet = Sheet that I read: { $sheet }. The other sheets are not read.
import-unread-columns = Columns that I don't read: { $columns }

import-line-seat = { $line } · { $name }: new registration
import-line-waiting = { $line } · { $name }: waiting list
import-line-registered = { $line } · { $name }: same person as registration no. { $number }
import-line-duplicate = { $line } · { $name }: same person as in line { $other }
import-line-no-name = { $line } · the name is missing
import-line-not-a-name = { $line } · { $name }: I can't read a name
import-remark-phone = I can't read the phone number ({ $text }), so I leave it out
import-remark-category = unknown category ({ $text }), I'll take: { $category }
import-remark-left-out = I can't read: { $text }
import-remark-missing = a formula has no result
import-rest = All lines are in the file that follows.
import-file-caption = What I would do with each line. This file contains personal data: keep it to yourself.
import-report-gone = This list is no longer kept: it is saved already, or another one took its place. Send it again to see it.
import-not-done = Nothing is saved yet. Have these people agreed on paper?
import-nothing-new = There is nobody new to register.
import-add-apply = Nothing is saved yet. To register these people: the same command with { $option }.
import-confirm = { $count ->
    [one] ✅ Register this person
   *[other] ✅ Register { $count } people
}
import-drop = ✖️ Save nothing
import-dropped = All right, nothing is saved.
import-done = ✅ Done. { $count ->
    [one] One person is registered: no. { $first }.
   *[other] { $count } people are registered: no. { $first } to { $last }.
} { $waiting ->
    [0] Their consent is noted as given on paper.
    [one] One is on the waiting list. Their consent is noted as given on paper.
   *[other] { $waiting } are on the waiting list. Their consent is noted as given on paper.
}
import-changed = ⚠️ Registrations have changed since then: nothing is saved. This is what I would do now.
import-replaced = You have sent another list since then. Please look at the last preview.
import-gone = This list is saved already, or too old. Send it again: nobody will be registered twice.

import-not-downloaded = Telegram did not give me this file. Please send it once more in a few minutes.
import-too-large = This file is too large: I read { $megabytes } MB at most. Keep only the sheet with the registrations, without pictures.
import-too-many = That is too much at once: I take { $most } people per list at most. Please split it into several files.
import-empty = This file is empty. Check that it was saved, then send it again.
import-not-a-table = This file is not a table. Save the list as .xlsx or .csv, then send it again.
import-old-workbook = This is an old spreadsheet format (.xls). Save the list as .xlsx or .csv, then send it again.
import-protected = This workbook has a password. Save it without a password, then send it again.
import-broken = I can't open this workbook. Save it again as .xlsx or .csv, then send it again.
import-no-names = I can't see a column with names. Put titles above: Name, First name, Phone, Coming as. Then send the list again.
import-nobody = I can't see anybody in this list. Put one person per line, then send it again.

held-registered-many = • You registered { $count } other people; their answers are not among your data
held-import = • A list of people that you sent and have not confirmed yet. It is erased after two hours.

# read, never shown: the titles of columns
words-column-email = e-mail, email, mail, email address, e-mail address
words-column-phone = phone, telephone, mobile, phone number, telephone number, mobile number, cell phone
words-column-access = access needs, accessibility, special needs, accessibility needs
words-column-organisation = organisation, organization, company, employer, institution
words-column-category = category, coming as, role, capacity
words-column-area = town, city, neighbourhood, neighborhood, area
words-column-full-name = full name, complete name, name and surname, participant, attendee
words-column-given-name = first name, given name, forename
words-column-family-name = name, names, last name, family name, surname
words-column-none = nil, n/a, not given, unknown
