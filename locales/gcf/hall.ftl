### Lékran lasal-la : sé lign-lan ki ka pasé an moman, épi lafen-an.

hall-announcement = Anons
hall-change = Chanjman
hall-moved = { $title } : { $time }, pa { $before } ankò.
# doute : « rès-la ka dékalé » (la suite se décale)
hall-moved-all = { $title } : { $time }, pa { $before } ankò. Tout rès-la ka dékalé tou.
hall-cancelled = { $title } ({ $time }) pé ké fèt.
hall-restored = { $title } ké fèt kanmenm, a { $time }.
hall-room = { $title } : nouvo lasal, { $room }.
hall-account = Sa ki rivé épi sé kestion zot la
hall-account-later = Zot ké risivwè adan Telegram sa ki rivé épi yo.
# Ka réponn olié paj-la lè ni two lékran ouvè.
hall-full = Ni two lékran ouvè. Éséyé ankò adan an dimi minit.
