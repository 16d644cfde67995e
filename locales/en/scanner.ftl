
### The scanning page, at the door.

# In the bot
scan-open = 📷 Open the scanning page
scan-open-browser = 🌐 Open it in a browser
scan-links =
    <b>📷 The scanning page</b>
    It reads one ticket after the other, with or without a network. Open it here before the start, where there is a network.
    The browser button works once, within ten minutes. It is for you only.
scan-links-insecure =
    <b>📷 The scanning page</b>
    The button works once, within ten minutes. It is for you only.
    The page's address is not https: the camera and work without a network are not possible there. You can type the codes.
scan-no-address = The scanning page needs a public address, and the bot has none yet: please ask the organisers. It all works without the page, too: scan the tickets with your phone's camera and tap the link.
scan-private-only = Ask me for the scanning page in private: the link is for you only.
scan-not-allowed = The scanning page is for the door team only.

# On the page, at the top
scan-title = Scanning tickets
scan-online = Online
scan-offline = No network
scan-inside = in the hall
scan-insecure = This page's address is not https: no camera, and nothing is kept without a network. Type the codes.

# The large panel
scan-ready = Ready to scan
scan-checking = Checking…
scan-in = Welcome
scan-at = Arrived at { $time }
scan-already = Already in
scan-since = since { $time }
scan-waiting = On the waiting list
scan-admit = Let them in anyway
scan-too-early = Too early: it is not the day yet
scan-unknown = Unknown or cancelled ticket
scan-other-event = Ticket of another event
scan-not-ticket = This is not a ticket
scan-not-on-list = Not on this phone's list
scan-kept = Kept, sent when the network is back
scan-kept-unnamed = Scan kept, without a name
scan-needs = Please prepare: { $needs }
scan-undone = Entry undone
scan-undo-too-late = Another entry was made before: it stays

# Typing
scan-type = A code or a name
scan-go = OK
scan-no-match = Nobody of that name
scan-undo = ↩ Undo the entry
scan-menu = Settings

# The camera
scan-camera-start = Open the camera
scan-camera-aim = Aim at the code of the ticket
scan-camera-missing = No camera here. Type the ticket's code, or the name.
scan-camera-refused = The camera is not allowed. Allow it in the browser's settings, or type the code.
scan-popup = 📷 Scan
scan-torch = 🔦 Light

# What waits, and the list
scan-queue = To be sent: { $count }. The oldest: { $age }.
scan-list = List of { $time } ({ $age }), { $count } people
scan-list-old = The list is of { $time } ({ $age }).
scan-list-too-old = The list is too old ({ $age }): names are no longer shown. Scans are kept.
scan-no-list = No list on this phone
scan-age-now = just now
scan-age-minutes = { $minutes } min ago
scan-age-hours = { $hours } h ago
scan-age-days = { $days } days ago
scan-age-unknown = age unknown
scan-problems = To check: { $count }. Tap “Settings”.
scan-problems-title = To check
scan-problems-done = Checked
scan-foreign = Scans of another event, not sent: { $count }

# Settings
scan-sound = A sound with each scan
scan-vibrate = Vibrate with each scan
scan-refresh = Reload the list
scan-leave = Leave, and erase it from this phone
scan-leave-unsent = Not yet: { $count } to be sent
scan-close = Close

# When the page closes
scan-signed-out = This page is no longer open for you. The list is erased from this phone. Ask the bot for a new link.
scan-link-used = This link was used already, or is older than ten minutes. Ask the bot for a new one.
scan-revoked = You are not, or no longer, in the door team. The list is erased from this phone.
scan-closed-queue = Scans not sent yet, kept on this phone: { $count }

# What is held, in words
held-scan-links = • Links to the scanning page: { $count }
held-scan-sessions = • Phones on which you opened the scanning page: { $count }
held-scan-receipts = • Receipts of scans, kept for four days: { $count }
