### Salle 5 : les rôles.

invite-invalid = Ce lien a déjà servi, ou il a plus de deux jours. Demandez-en un autre à l'organisateur.
role-moderator =
    Bienvenue ! Vous modérez les questions pour : <b>{ $title }</b>.
    « Voir la file » montre ce qui attend. « Question suivante » vous donne la question à poser.
role-organiser =
    Bienvenue ! Vous organisez : <b>{ $title }</b>.
    Vous pouvez aussi modérer. « Voir la file » montre ce qui attend. « Question suivante » vous donne la question à poser.
    Avec /inscrits : qui vient, et la liste. Avec /annonce : prévenir tout le monde. Avec /decaler : changer l'horaire.
role-mediator =
    Bienvenue ! Vous êtes médiateur ou médiatrice pour : <b>{ $title }</b>.
    Avec /autres, vous pouvez inscrire jusqu'à trente personnes qui n'ont pas de téléphone.
role-listener =
    Merci d'être là ! Vous aidez pour : <b>{ $title }</b>. C'est à vous que l'on confie une situation personnelle.
    Si quelqu'un le souhaite, son message arrive ici, sans son nom. Vous pouvez lui répondre.

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
    J'efface votre inscription, vos réponses, votre rôle et vos questions pas encore posées. J'efface aussi ce qui attend d'être envoyé. Votre place sera libérée.
    Les questions déjà posées en public restent, sans votre nom. Les personnes que vous avez inscrites gardent leur place.
erase-yes = 🗑 Oui, tout effacer
erase-no = ‹ Non, ne rien effacer
erase-kept = D'accord, je n'ai rien effacé.
erase-done = C'est effacé.
erase-after = Je ne sais plus rien de vous. Si vous m'écrivez à nouveau, on repart de zéro.

# Lus, jamais montrés
words-erase = effacez, effacer, efface, supprimez, supprimer, supprime, effacement, suppression
words-what-is-mine = mes données, mes informations, mes infos, sur moi
words-my-data = mes données, ce que vous avez sur moi, ce que vous savez sur moi, ce que vous savez de moi
