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
    Mwen ké éfasé enskripsion'w, répons ou, wòl ou, épi kestion'w ki poko pozé. Mwen ké éfasé sa ki ka atann pou pati tou. Plas ou ké lib.
    Sé kestion-an ki ja pozé douvan tout moun ka rété, san non'w. Moun ou enskri ka tjenbé plas yo.
erase-yes = 🗑 Wi, éfasé tout
erase-no = ‹ Non, pa éfasé ayen
erase-kept = Dakò, mwen pa éfasé ayen.
erase-done = I éfasé.
erase-after = Mwen pa sav ayen asou'w ankò. Si ou ékri mwen, nou ka koumansé an zéro.

# Yo ka li yo, yo pa ka montré yo
words-erase = éfasé, tiré, siprimé
words-what-is-mine = sé dòné mwen an, dòné mwen, asou mwen
words-my-data = sé dòné mwen an, dòné mwen, sa ou ni asou mwen, sa ou sav asou mwen
