### Ce que sont devenues vos questions : le compte rendu, sa publication, et le message à tous.

command-regle = La règle des questions
command-suites = Ce que sont devenues les questions

# La page et le PDF
account-title = Ce que sont devenues vos questions
account-count = { $count ->
    [0] Aucune question n'a été publiée.
    [one] Les modérateurs ont publié { $count } question.
   *[other] Les modérateurs ont publié { $count } questions.
}
account-answered = Réponse dans la salle : { $aloud } · Réponse par écrit : { $written } · Sans réponse, faute de temps : { $none }
account-no-names = Aucun nom n'est montré ici.
account-questions = Les questions
account-other-questions = Autres questions
account-votes = { $count ->
    [one] { $count } voix
   *[other] { $count } voix
}
account-aloud = Réponse donnée dans la salle
account-written = Réponse donnée par écrit
account-none = Pas de réponse : le temps a manqué
account-answer = Réponse écrite
account-grouped = Posée avec :
account-aside = Questions mises de côté
account-aside-none = Aucune question n'a été mise de côté.
account-aside-why = Leurs mots ne sont pas montrés. Voici pour quelles raisons, et combien :
account-figure = { $reason } : { $count }
account-hidden = Questions qui ne sont pas montrées
account-unread = Pas lues par un modérateur, faute de temps
account-private = Traitées en privé, avec la personne
account-withdrawn = Retirées par la personne
account-few = moins de 5
account-rule = Lire la règle des questions
account-get = Télécharger le PDF
account-published = Publié le { $day }.
account-draft = Brouillon, version { $version } : rien n'est publié.
account-contact = Pour demander pourquoi, ou faire corriger : { $contact }
account-nothing = Le compte rendu n'est pas encore là.
account-nothing-why = Revenez après l'événement. Vous lirez ici ce que sont devenues les questions.
account-page = page { $page } / { $pages }
account-languages = Langues
account-themes = Thèmes

# Pour les organisateurs
account-desk =
    <b>Ce que sont devenues les questions</b>
    { $lines }
account-aside-count = Mises de côté : { $count }
account-version = Brouillon : version { $version }
account-status-none = Rien n'est publié.
account-status-same = ✅ Cette version est publiée depuis le { $day }.
account-status-changed = ✏️ Publié le { $day }. Le brouillon a changé depuis.
account-not-over = ⏳ L'événement n'est pas terminé : le brouillon change encore.
account-under-way = 📨 Les messages partent : { $count } jusqu'ici.
account-preview-at = Aperçu, à garder pour vous : { $path }
account-read = 📄 Lire le brouillon
account-preview = 🌐 Ouvrir l'aperçu
account-go-on = ✅ Passer à la publication
account-withdraw = 🗑 Retirer la page
account-draft-caption = Le brouillon, version { $version }. Gardez-le pour l'équipe.
account-confirm = { $count ->
    [0] Avez-vous lu la version { $version } ? Publiée, tout le monde peut la lire. Personne ne recevra de message.
    [one] Avez-vous lu la version { $version } ? Publiée, tout le monde peut la lire. { $count } personne recevra un message.
   *[other] Avez-vous lu la version { $version } ? Publiée, tout le monde peut la lire. { $count } personnes recevront un message.
}
account-told-before = Déjà prévenues : { $count }
account-yes = ✅ Oui, publier cette version
account-yes-again = 📣 Publier et prévenir tout le monde de nouveau
account-not-yet = ‹ Pas encore
account-changed = Le brouillon a changé depuis : relisez-le avant de publier.
account-done = ✅ C'est publié. Les messages partent.
account-done-before = Cette version est déjà publiée.
account-really-withdraw = Retirer la page ? Les messages déjà reçus restent, mais leur lien ne montre plus rien.
account-withdraw-yes = 🗑 Oui, retirer la page
account-taken-down = La page est retirée. Vous pouvez publier de nouveau.
account-not-published = Rien n'est publié.
account-report = { $count ->
    [0] Compte rendu publié. Personne n'était à prévenir.
    [one] ✅ Compte rendu : { $count } personne a été prévenue.
   *[other] ✅ Compte rendu : { $count } personnes ont été prévenues.
}
account-organisers-only = Seuls les organisateurs lisent le brouillon.
desk-account = 📋 Préparer le compte rendu

# À toutes les personnes
account-message =
    📋 <b>{ $title }</b>
    Vous pouvez lire ce que sont devenues les questions, avec les réponses écrites. Merci de votre participation !
account-open = 🌐 Lire le compte rendu
account-send-pdf = 📄 Recevoir le PDF
account-caption = Ce que sont devenues vos questions

# Ce que Kozé garde
held-answer = • Réponse écrite à votre question n° { $number } : { $answer }
held-answers-written = { $count ->
    [one] • Vous avez écrit une réponse à une question.
   *[other] • Vous avez écrit { $count } réponses à des questions.
}
held-account-question = • Votre question n° { $number } est dans le compte rendu publié.
held-account-told = • On vous a dit que le compte rendu est publié.
held-account-sending = • Vous avez publié le compte rendu : { $count } messages.
