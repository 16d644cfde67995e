### Salle 5 : les rôles.

invite-invalid = Ce lien a déjà servi, ou il a plus de deux jours. Demandez-en un autre à l'organisateur.
role-moderator =
    Bienvenue ! Vous modérez les questions du <b>{ $title }</b>.
    « La file » montre ce qui attend, « Suivante » vous donne la question à poser.
role-organiser =
    Bienvenue ! Vous organisez le <b>{ $title }</b>.
    Vous pouvez aussi modérer : « La file » montre ce qui attend, « Suivante » vous donne la question à poser.
    Avec /inscrits : qui vient, et la liste. Avec /annonce : prévenir tout le monde. Avec /decaler : changer l'horaire.
role-mediator =
    Bienvenue ! Vous êtes noté·e comme médiateur ou médiatrice pour le <b>{ $title }</b>.
    Avec /autres, vous pouvez inscrire jusqu'à trente personnes qui n'ont pas de téléphone.
role-listener =
    Merci d'être là ! Pour le <b>{ $title }</b>, c'est à vous que l'on confie une situation personnelle.
    Si quelqu'un le souhaite, son message arrive ici, sans son nom, et vous pouvez lui répondre.

held =
    <b>Tout ce que je garde sur vous</b>
    { $lines }
held-person = • Votre numéro Telegram { $id } ; nous parlons { $language } ; depuis le { $day }
held-registration = • Inscription n° { $number } : { $said } ; accord (version { $version }) le { $day }
held-other = • Vous avez inscrit, n° { $number } : { $said }
held-question = • Question n° { $number } : { $text }
held-role = • Votre rôle : { $role }
held-more = • … et { $count } de plus, dans le fichier
held-file = La même chose en entier, dans un fichier.
held-erase = 🗑 Tout effacer
erase-ask =
    <b>Tout effacer ?</b>
    Votre inscription et vos réponses, vos questions pas encore posées, votre rôle, ce qui attend d'être envoyé. Votre place sera libérée.
    Les questions déjà posées en public restent, sans votre nom. Les personnes que vous avez inscrites gardent leur place.
erase-yes = 🗑 Oui, tout effacer
erase-no = ‹ Non, on garde
erase-kept = D'accord, je n'ai rien effacé.
erase-done = C'est effacé.
erase-after = Je ne sais plus rien de vous. Si vous m'écrivez à nouveau, on repart de zéro.

# Lus, jamais montrés
words-erase = effacez, effacer, efface, supprimez, supprimer, supprime, effacement, suppression
words-what-is-mine = mes données, mes informations, mes infos, sur moi
words-my-data = mes données, ce que vous avez sur moi, ce que vous savez sur moi, ce que vous savez de moi
