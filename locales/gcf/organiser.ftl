### Lasal 5 : ki moun ka fè ki sa.

# doute : « lien » (le lien sur lequel on touche)
invite-invalid = Lien-tala za sèvi, oben i ni plis pasé dé jou. Mandé òganizatè-a an lòt.
role-moderator =
    Bienvini ! Ou sé modératè pou <b>{ $title }</b>.
    « Sé kestion-an » ka fè'w wè sa ki ka atann, « Pwochen-an » ka ba'w kestion-an pou pozé.
role-organiser =
    Bienvini ! Ou sé òganizatè pou <b>{ $title }</b>.
    Ou pé modéré tou : « Sé kestion-an » ka fè'w wè sa ki ka atann, « Pwochen-an » ka ba'w kestion-an pou pozé.
# doute : « médiatè » pour une femme aussi ?
role-mediator = Bienvini ! Non'w matjé kon médiatè pou <b>{ $title }</b>.
