### L'écran de la salle : les lignes qui y passent un moment, et la fin.

hall-announcement = Annonce
hall-change = Changement
hall-moved = { $title } : { $time } au lieu de { $before }.
hall-moved-all = { $title } : { $time } au lieu de { $before }. La suite se décale aussi.
hall-cancelled = { $title } ({ $time }) n'aura pas lieu.
hall-restored = { $title } aura bien lieu, à { $time }.
hall-room = { $title } : nouvelle salle, { $room }.
hall-account = Ce que sont devenues vos questions
hall-account-later = Vous recevrez dans Telegram ce qu'elles sont devenues.
# Répond à la place de la page quand trop d'écrans sont ouverts.
hall-full = Il y a trop d'écrans ouverts. Réessayez dans une demi-minute.
