### The hall's screen: the lines that it shows for a while, and the end.

hall-announcement = Announcement
hall-change = Change
hall-moved = { $title }: { $time } instead of { $before }.
hall-moved-all = { $title }: { $time } instead of { $before }. What follows is moved, too.
hall-cancelled = { $title } ({ $time }) will not take place.
hall-restored = { $title } will take place after all, at { $time }.
hall-room = { $title }: new room, { $room }.
hall-account = What became of your questions
hall-account-later = You will hear in Telegram what became of them.
# Answers in the page's place when too many screens are open.
hall-full = Too many screens are open. Please try again in half a minute.
