### La scène : ce que lisent la présidence de séance et les intervenants, et ce que les modérateurs leur écrivent.

# dans la liste des commandes de Telegram
command-regie = Écrire une ligne à la scène

stage-not-yours = Seuls les modérateurs et les organisateurs écrivent à la scène.
stage-menu = 🎭 Que voulez-vous dire à la scène ? Une nouvelle ligne remplace la précédente.
stage-menu-now = En ce moment : <b>{ $line }</b>
stage-line-five-minutes = Encore cinq minutes
stage-line-two-minutes = Encore deux minutes
stage-line-last-question = Dernière question
stage-line-to-audience = On passe à la salle
stage-line-microphone = Plus près du micro, s'il vous plaît
stage-line-conclude = Merci de conclure
stage-write = ✍️ Écrire une ligne
stage-withdraw = ↩️ Retirer la ligne
stage-other = 🎭 Autre ligne
stage-prompt = Écrivez la ligne pour la scène : { $most } caractères au plus. Elle part tout de suite.
stage-leave = Ne rien envoyer
stage-left = D'accord, rien n'est parti.
stage-too-long = Votre ligne a { $count } caractères, et la scène en lit { $most } au plus. Rien n'est parti : écrivez-la plus court.
stage-empty = Je n'ai pas vu de texte. Écrivez la ligne en quelques mots.
stage-status = 🎭 Pour la scène : <b>{ $line }</b>
stage-sent-by = { $name }, { $time }
stage-sent-at = Envoyé à { $time }
stage-unseen = ⏳ Pas encore vu
stage-seen = ✅ Vu à { $time }
stage-replaced = Une autre ligne l'a remplacée.
# aussi dans la petite ligne qui passe : pas de balises
stage-withdrawn = ↩️ Ligne retirée.
stage-sent = C'est affiché sur la scène.
stage-already = Cette ligne est déjà sur la scène. Elle n'a pas encore été vue.
stage-gone = Cette ligne n'est plus sur la scène.

stage-address-button = 🔗 Adresse de la scène
desk-stage = 🎭 Scène
stage-address =
    🎭 <b>La page de la scène</b>
    Ouvrez-la sur la tablette de la présidence ou des intervenants. Elle se met à jour toute seule.
    Qui a cette adresse peut lire et confirmer vos lignes : ne la publiez pas.
stage-address-new =
    🎭 <b>L'adresse de la scène a changé.</b>
    L'ancienne ne marche plus. Ouvrez celle-ci sur chaque tablette.
stage-address-path = Sur le serveur de Kozé : { $path }
stage-address-open = Ouvrir la page
stage-address-not-yours = Seuls les organisateurs voient et changent cette adresse.
stage-change = 🔄 Changer l'adresse
stage-change-ask = L'adresse actuelle ne marchera plus, sur aucune tablette. La changer ?
stage-change-yes = Oui, la changer
stage-change-no = Non, la garder

# la page
stage-title = Scène
stage-live = Question en cours
stage-live-none = Aucune question à l'écran.
stage-next = Ensuite
stage-next-none = Aucune question en attente.
stage-voice = Message vocal
stage-left-time = Temps restant
stage-soon = Bientôt fini
stage-over = Temps dépassé
stage-no-end = Pas d'heure de fin
stage-no-session = Aucun point du programme en ce moment.
stage-until = jusqu'à { $time }
stage-then = À { $time } : { $title }
stage-line-heading = La régie vous écrit
stage-see = Vu
stage-see-failed = Pas envoyé. Touchez encore.
stage-address-gone = Cette adresse n'est plus valable. Demandez la nouvelle aux organisateurs.

audit-stage-line-sent = a écrit à la scène
audit-stage-line-withdrawn = a retiré une ligne de la scène
audit-stage-address-changed = a changé l'adresse de la scène
held-stage-lines = • Lignes que vous avez envoyées à la scène : { $count }
