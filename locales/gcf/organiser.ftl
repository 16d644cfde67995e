### Lasal 5 : ki moun ka fè ki sa.

# doute : « lien » (le lien sur lequel on touche)
invite-invalid = Lien-tala za sèvi, oben i ni plis pasé dé jou. Mandé òganizatè-a an lòt.
role-moderator =
    Bienvini ! Ou sé modératè pou <b>{ $title }</b>.
    « Sé kestion-an » ka fè'w wè sa ki ka atann, « Pwochen-an » ka ba'w kestion-an pou pozé.
role-organiser =
    Bienvini ! Ou sé òganizatè pou <b>{ $title }</b>.
    Ou pé modéré tou : « Sé kestion-an » ka fè'w wè sa ki ka atann, « Pwochen-an » ka ba'w kestion-an pou pozé.
    Épi /inscrits : ki moun ki ka vini, épi lis-la. Épi /annonce : di tout moun. Épi /decaler : chanjé lè-a.
# doute : « médiatè » pour une femme aussi ?
role-mediator =
    Bienvini ! Non'w matjé kon médiatè pou <b>{ $title }</b>.
    Épi /autres, ou pé enskri jik trant moun ki pa ni téléfòn.
role-listener =
    Mèsi pou la ou yé ! Pou <b>{ $title }</b>, sé ba ou moun ka konfié zafè yo.
    Si an moun lé, mésaj li ka rivé isi-a, san non'y, épi ou pé réponn li.

held =
    <b>Tout sa mwen ka gadé asou'w</b>
    { $lines }
held-person = • Nimewo Telegram ou { $id } ; nou ka palé { $language } ; dépi { $day }
held-registration = • Enskripsion nimewo { $number } : { $said } ; ou di wi (vèsion { $version }) { $day }
held-other = • Ou enskri, nimewo { $number } : { $said }
held-question = • Kestion nimewo { $number } : { $text }
held-role = • Wòl ou : { $role }
held-more = • … épi { $count } dòt, adan fichié-a
held-file = Menm bagay-la antié, adan an fichié.
held-erase = 🗑 Éfasé tout
erase-ask =
    <b>Éfasé tout ?</b>
    Enskripsion'w épi sé répons ou-a, sé kestion'w yo poko pozé, wòl ou, sa ki ka atann pou pati. Plas ou ké lib.
    Sé kestion-an yo za pozé douvan tout moun ka rété, san non'w. Sé moun-lan ou enskri ka gadé plas yo.
erase-yes = 🗑 Wi, éfasé tout
erase-no = ‹ Non, gadé
erase-kept = Dakò, mwen pa éfasé ayen.
erase-done = I éfasé.
erase-after = Mwen pa sav ayen asou'w ankò. Si ou ékri mwen, nou ka koumansé an zéro.

# Yo ka li yo, yo pa ka montré yo
words-erase = éfasé, tiré, siprimé
words-what-is-mine = sé dòné mwen an, dòné mwen, asou mwen
words-my-data = sé dòné mwen an, dòné mwen, sa ou ni asou mwen, sa ou sav asou mwen
