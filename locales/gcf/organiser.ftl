### Lasal 5 : ki moun ka fè ki sa.

# doute : « lyen » (le lien sur lequel on touche)
invite-invalid = Lyen-tala ja sèvi, oben i ni plis pasé dé jou. Mandé sé òganizatè-a an lòt.
# doute : « Bienvini » ou « bonvini » ?
role-moderator =
    Bienvini ! Ou sé modératè pou : <b>{ $title }</b>.
    « Wè lis kestion » ka montré'w sa ki ka atann. « Pwochen kestion » ka ba'w kestion-an pou pozé.
role-organiser =
    Bienvini ! Ou sé òganizatè pou : <b>{ $title }</b>.
    Ou pé modéré tou. « Wè lis kestion » ka montré'w sa ki ka atann. « Pwochen kestion » ka ba'w kestion-an pou pozé.
    Épi /inscrits : ki moun ki ka vini, épi lis-la. Épi /annonce : di tout moun. Épi /decaler : chanjé lè-a.
# doute : « médiatè » pour une femme aussi ?
role-mediator =
    Bienvini ! Ou sé médiatè pou : <b>{ $title }</b>.
    Épi /autres, ou pé enskri jik trant moun ki pa ni téléfòn.
# doute : « dèskè » (de ce que), « konfié » (confier)
role-listener =
    Mèsi dèskè ou la ! Ou ka édé pou : <b>{ $title }</b>. Sé ba ou moun ka konfié zafè yo.
    Si an moun lé, mésaj li ka rivé isi-a, san non'y. Ou pé réponn li.
# doute : « lantré » (l'accueil, l'entrée)
role-door =
    Bienvini ! Ou sé lantré-a pou : <b>{ $title }</b>.
    Eskané an biyé épi téléfòn ou, épi touché lyen-an. Oben matjé an kòd, oben an non. /accueil ka montré ki moun ki la.

# doute : « matjé asou'w » (gardé, noté sur vous)
held =
    <b>Tout sa mwen matjé asou'w</b>
    { $lines }
held-person = • Nimewo Telegram ou : { $id } ; nou ka palé { $language } ; dépi { $day }
held-registration = • Enskripsion nimewo { $number } : { $said } ; ou di wi (vèsion { $version }) { $day }
held-other = • Ou enskri, nimewo { $number } : { $said }
held-question = • Kestion nimewo { $number } : { $text }
held-role = • Wòl ou : { $role }
held-more = • … épi { $count } dòt, adan fichié-a
held-file = Menm bagay-la antié, adan an fichié.
held-erase = 🗑 Éfasé tout
erase-ask =
    <b>Éfasé tout ?</b>
    Mwen ké éfasé enskripsion'w, répons ou, wòl ou, kestion'w ki poko pozé, épi mésaj ki ka atann. Plas ou ké lib.
    Sé kestion-an ki ja pozé douvan tout moun ka rété, san non'w. Moun ou enskri ka tjenbé plas yo.
    An mak kont ou, san nimewo'w, ka konsèvé vwa ou épi limit ou rivé adan. I ké détwi apré lévènman-an.
erase-yes = 🗑 Wi, éfasé tout
erase-no = ‹ Non, pa éfasé ayen
erase-kept = Dakò, mwen pa éfasé ayen.
erase-done = I éfasé.
erase-after = Mwen éfasé tout. Ka rété an mak san nimewo'w : vwa ou ki konté, limit ou rivé adan. I ké détwi apré lévènman-an.

# Yo ka li yo, yo pa ka montré yo
words-erase = éfasé, tiré, siprimé
words-what-is-mine = sé dòné mwen an, dòné mwen, asou mwen
words-my-data = sé dòné mwen an, dòné mwen, sa ou ni asou mwen, sa ou sav asou mwen, tou sa ou ni asou mwen, sa zot ni asou mwen, sa zot sav asou mwen, sa ou ka gadé asou mwen, ni asou mwen, sav asou mwen, gadé asou mwen

# Sa ki konsèvé, an mo : an fraz pou chak bagay
# doute : « bloké », « limit »
held-step = • An konvèsasion ki koumansé, épi sa ou ja ékri adan'y
held-registered-by = • Ou enskri moun-lan nimewo { $number } ; répons li pa adan enfòmasion ou
held-question-taken = • Kestion nimewo { $number } : ou pran'y
held-asked = • Ou mandé òganizatè-a : { $text }
held-asked-answer = Répons yo : { $answer }
held-answered = • Répons ou ba an kestion : { $answer }
held-kept-answer = • Konsèvé ba tout moun : { $text } → { $answer }
held-unsent = • Ou ékri'y, ou pa voyé'y, i ké éfasé talè : { $text }
held-draft = • Tèks ki koumansé : { $text }
held-voice = mésaj vwa
held-page = • Paj kestion ou ka li a
held-wish = • Rapel ou chwazi : { $session }, { $minutes } minit avan
held-wish-off = • Rapel ou tiré : { $session }
held-lead = • Rapel ou : { $minutes } minit avan
held-mute-all = • Ou pa lé piès rapel
held-mutes = • Rapel ou koupé : { $count }
held-muted = • Kestion'w bloké dépi { $day }
held-staff = • Non'w adan jounal sé kestion-an : { $name }
held-announcement-text = • Tèks anons : { $text }
held-announcements = • Anons ou préparé : { $count }
held-votes = • Vwa ou, kestion nimewo : { $numbers }
held-voter = • An nimewo pa aza, pou konté vwa ou
held-wrong-codes = • Kod biyé ki pa bon : { $count }
held-nudged = • Mwen fè'w sonjé an enskripsion ki pa fini
held-panel = • Tablo sé kestion-an ouvè adan konvèsasion nou
held-used-before = • Di avan ou éfasé : sa ki ka konté toujou pou sé limit-la
held-reminders-sent = • Rapel ki préparé ba'w : { $count }
held-journal = • Lign jounal sé kestion-an ki konsèné'w : { $count }
held-outbox = • Mésaj ki ka atann pou pati : { $count }
held-slots = • Mésaj mwen ka chanjé adan konvèsasion nou : { $count }
held-invites = • Lyen wòl ou sèvi : { $count }
held-arrival = • Enskripsion nimewo { $number } : antré { $day } a { $time }
held-let-in = • Ou fè enskripsion nimewo { $number } antré
held-digest = • Ou ka risivwè sé chif-la chak bonmaten
held-feedback-request = • Mwen mandé'w sa ou pansé { $day }
# $useful et $organised : de 4 (le mieux) à 1, 0 pour rien
held-feedback = • Sa ou pansé : itilité { $useful ->
    [0] ou pa réponn
   *[other] { $useful } asou 4
}, òganizasion { $organised ->
    [0] ou pa réponn
   *[other] { $organised } asou 4
}
held-feedback-line = sa ou ékri : { $text }
held-audit-log = • Sa ou fè épi sa moun matjé, adan jounal-la : { $count }
held-invites-made = • Lyen wòl ou fè : { $count }
held-schedule-changes = • Chanjman lè ou fè : { $count }
held-mailed = • Anons ba'w : { $count }
held-failed = • Mésaj mwen pa rivé trété : { $count }
held-words-file = Menm tèks-la antié, pou li.
held-albums = • Albòm foto mwen risivwè : { $count }
held-sent-on = • Mésaj ou voyé adan lè-a : { $count }
# ---- the end of the promised time, for organisers

erasure-announced =
    Adan an jou, mwen ka éfasé sa moun ba mwen : { $count ->
        [one] an enskripsion
       *[other] { $count } enskripsion
    }, épi tout sa ki ka alé épi yo.
    Sé sa nou té pwomèt : { $months } mwa apré lévènman-an.
    I two bonnè ? Di sa ba moun-lan ki ka otjipé di sèvè-a : i pé rété sa.
erasure-done =
    I fèt, kon nou té pwomèt : { $count ->
        [one] an enskripsion éfasé
       *[other] { $count } enskripsion éfasé
    }. { $backup ->
        [yes] An kopi ka rété { $days } jou asou sèvè-a, apré i ka pati tou.
       *[no] Pa ni kopi isiya.
    }

# ---- roles, and links that have served

invite-spent-yours = Lyen-tala ja sèvi ba'w : ou ni wòl-tala ({ $role }).
invite-spent = Lyen-tala ja sèvi, i ka maché an sèl kou. Mandé òganizatè-a an lòt.
invite-expired = Lyen-tala ni plis pasé dé jou : i pa ka maché ankò. Mandé òganizatè-a an lòt.
roles-list =
    Ki moun ki ni an wòl :
    { $lines }
roles-line = { $name } · { $role }, dépi { $day }
roles-more = … épi { $count } ankò, asou sèvè-a : koze roles list
roles-nameless = nimewo { $id }
roles-take = Tiré : { $name }, { $role }
roles-ask =
    Tiré wòl-tala ba { $name } ({ $role }) ?
    Moun-tala ké sav sa, épi bouton'y ka chanjé menm lè-a.
roles-yes = Tiré wòl-tala
roles-no = Pa chanjé ayen
roles-taken = I fèt : { $name } pa ni wòl-tala ankò ({ $role }).
roles-gone = Wòl-tala té ja tiré.
roles-last = Sé dènié wòl òganizasion an. Envité an lòt moun avan.
roles-not-yours = Sé sé òganizatè-a sèlman ki ka wè sé wòl-la.
invite-withdrawn = Sé òganizatè-a tiré lyen-tala. Mandé yo an lòt.
roles-invite = ➕ Envité an moun
# doute : « pannan dé jou » (pendant deux jours)
roles-invite-which = Pou ki wòl ? Lyen-an ka maché an sèl fwa, pannan dé jou.
roles-invite-organiser = Òganizasion : wè tout, réglé tout
roles-invite-moderator = Modérasion : sé kestion-an
roles-invite-door = Lantré : fè moun antré
roles-invite-mediator = Médiasion : enskri jik trant moun
roles-invite-listener = Kouté : risivwè zafè moun
roles-invitation =
    Mi an lyen pou an moun : <b>{ $role }</b>, { $title }.
    { $link }
    Voyé'y ba'y. I ka maché an sèl fwa, pannan dé jou. Épi /roles ou pé tiré'y.
roles-invite-line = ✉️ Lyen ki poko ouvè · { $role }, ankò { $hours } h
roles-invite-take = Tiré lyen-an : { $role }
roles-invite-withdrawn = Lyen-tala tiré.
roles-invite-gone = Lyen-tala ja sèvi, oben i pa la ankò.
roles-no-bot-name = Bot-la poko konnèt non'y. Éséyé adan an minit.
role-name-moderator = modérasion
role-name-organiser = òganizasion
role-name-mediator = médiasion
role-name-listener = kouté
role-name-door = lantré
role-lost =
    Ou pa ni wòl-tala ankò : { $role }. Mèsi pou lèd ou.
    Bouton'w chanjé. Tout larès-la ka maché kon avan.
words-order-guests = ki moun ki ka vini, ki moun ki enskri, konmen moun ki enskri, lis enskripsion, sé enskripsion-an
words-order-announce = voyé an anons, fè an anons, an anons, di tout moun
words-order-roles = envité an modératè, envité an òganizatè, envité, wòl, sé wòl-la
