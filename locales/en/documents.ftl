### Documents: attendance sheet, badges, certificates, poster, tables.

command-documents = Print or export
command-attestation = My certificate of attendance

documents =
    <b>Documents</b>
    Tap what you need: the file arrives here. It often holds personal data: keep it to yourself.
    To write a place on the poster: /affiche and the name of the place.
documents-sheet = 📋 Attendance sheet
documents-badges = 🪪 Badges
documents-poster = 🖼 Poster with the QR code
documents-certificates = 🖨 Certificates to print
documents-send-certificates = 📨 Send the certificates
documents-tables = 📊 Tables
documents-back = ‹ All documents
documents-organisers-only = Only organisers can have these documents.

# Tables
tables =
    <b>Tables</b>
    Tap a name for an Excel workbook. CSV and JSON are for other programs.
tables-registrations = 👥 Registered
tables-attendance = ✅ Attendance
tables-questions = 💬 Questions
tables-journal = 📒 Log
tables-registrations-caption = The list of people who registered. It holds personal data: keep it to yourself.
tables-attendance-caption = Who came, and at what time. These are personal data: keep them to yourself.
tables-questions-caption = All questions, without the names of the people who asked them.
tables-journal-caption = What the team did: with questions, and with people’s data.

# The attendance sheet
sheet-kind = Attendance sheet
sheet-date = Date
sheet-half-day = Half-day
sheet-place = Place
sheet-organisers = Organisers
sheet-morning = morning
sheet-afternoon = afternoon
sheet-whole-day = whole day
sheet-hours = { $part }, from { $from } to { $to }
sheet-hours-open = { $part }, from { $from }
sheet-column-number = No.
sheet-column-name = Name
sheet-column-organisation = Organisation
sheet-column-signature = Signature
sheet-walk-in = People present who are not on the list
sheet-page = page { $page } / { $pages }
sheet-footer = These data show who was present. The organisers keep them for { $years ->
    [0] { $months } months
    [one] { $years } year
   *[other] { $years } years
}, then destroy them. To see them or have them corrected: { $email }.
sheet-caption = The attendance sheet. It holds personal data: keep it to yourself.

# Badges
badges-title = Badges – { $title }
badges-code = QR code: the ticket, to show at the door
badges-nobody = Nobody has a seat yet: there is no badge.
badges-caption = The badges, to print at actual size and cut out. They hold personal data.

# The poster
poster-day = { $day }, from { $hour }
poster-days = from { $first } to { $last }
poster-how-to = Scan this code with your phone to register, see the programme and ask your question.
poster-code = QR code: the conversation with Kozé in Telegram
poster-hangs-at = Poster: { $place }
poster-caption = The poster, with the QR code that opens our conversation.
poster-no-name = I don’t know my own name in Telegram yet. Restart me, then try again.

# Certificates
certificate-heading = Certificate of attendance
certificate-before = The organisers certify that
certificate-attended = attended “{ $title }” on { $day }.
certificate-attended-days = attended “{ $title }”:
certificate-day-from-to = { $day } from { $from } to { $to }
certificate-day-from = { $day } from { $from }
certificate-day = { $day }
certificate-place = Place: { $place }
certificate-date = { $day }
certificate-signature = Signature and stamp
certificate-footer = This certificate states that a person was present. It is neither a training record nor a diploma.
certificate-caption = { $whose ->
    [other] The certificate of attendance of { $name }
   *[own] Your certificate of attendance, { $name }
}
certificate-button = 📄 Certificate of attendance
certificate-ready = Your certificate of attendance is ready.
certificate-whose = Whose certificate of attendance would you like?
certificate-none =
    I have no arrival under your name, so I can’t certify that you were there. If you were, the organisers can note it:
    { $contact }
certificates-ask = <b>Send the certificates of attendance?</b>
    { $count ->
        [0] Nobody is waiting for one in a conversation.
        [one] One person will get it here, in Telegram.
       *[other] { $count } people will get theirs here, in Telegram.
    }
    Already sent: { $done }
    Without an account, to print: { $paper }
certificates-yes = 📨 Yes, send them
certificates-no = ‹ No, send nothing
certificates-none-left = Nobody is waiting for a certificate.
certificates-under-way = The certificates are on their way already.
certificates-progress = 📨 Certificates sent: { $sent }. Still to send: { $left }.
certificates-sent = ✅ Certificates sent: { $count }.
certificates-paper =
    Without an account, to print: { $count }
    { $names }{ $more ->
        [0] {""}
       *[other] {" "}… and { $more } more
    }
certificates-paper-name = • { $name }
certificates-paper-print = 🖨 Print these
certificates-nobody = I have noted nobody’s arrival: there is nothing to print.
certificates-caption = The certificates, one a page, to sign. They hold personal data.

# In “What Kozé keeps about me”
held-certificate-sent = • Your certificate of attendance was sent to you
held-certificate-sending = • Certificates of attendance that you sent to all: { $count }

# Read, never shown
words-certificate = certificate, a certificate, my certificate, certificate of attendance, attendance certificate, proof of attendance
