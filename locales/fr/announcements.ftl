### Les annonces des organisateurs à tous les inscrits, à une catégorie, à la liste d'attente.

announce-write =
    <b>📣 Une annonce</b>
    Écrivez le message ({ $text } caractères au plus), ou envoyez une photo avec sa légende ({ $caption } au plus).
    Rien ne part avant que vous n'ayez vu l'aperçu et confirmé.
announce-write-language =
    <b>{ $language }</b>
    Écrivez le message dans cette langue. Qui me parle dans cette langue recevra ce texte à la place du texte commun.
announce-too-long = C'est trop long : { $units } caractères. Telegram en prend { $most } au plus. Raccourcissez le message et envoyez-le à nouveau.
announce-cut = Votre message était trop long : il m'est arrivé coupé en morceaux. Raccourcissez-le ({ $most } caractères au plus) et envoyez-le à nouveau.
announce-empty = Il n'y a rien à lire dans ce message. Écrivez le texte de l'annonce, ou { $command } pour annuler.
announce-kind = Je peux annoncer un texte, ou une photo avec sa légende. Envoyez l'un ou l'autre, ou { $command } pour annuler.
announce-card =
    <b>📣 Annonce n° { $number }</b>, pas encore envoyée
    Pour : <b>{ $audience }</b>, { $count ->
        [0] personne pour l'instant
        [one] une personne
       *[other] { $count } personnes
    }
announce-groups = Aussi dans { $count ->
    [one] un groupe relié
   *[other] { $count } groupes ou canaux reliés
}.
announce-own-texts = Avec leur propre texte : { $list }. Les autres reçoivent le texte commun.
announce-send = { $count ->
    [one] ✅ Envoyer à une personne
   *[other] ✅ Envoyer à { $count } personnes
}
announce-to = 👥 Changer les destinataires
announce-add-language = ➕ { $language }
announce-change-language = ✏️ { $language }
announce-rewrite = ✏️ Réécrire
announce-drop = ✖️ Ne pas envoyer
announce-back = ‹ Retour
announce-choose-audience = À qui envoyer cette annonce ?
announce-audience-registered = Tous les inscrits
announce-audience-waiting = Liste d'attente
announce-audience-category = Une catégorie…
announce-audience-count = { $audience } · { $count }
announce-dropped = D'accord, rien n'est envoyé.
announce-progress =
    <b>📣 Annonce n° { $number }</b>
    ✅ Envoyées : { $sent }
    ⏳ En attente : { $waiting }
    ⚠️ Échecs : { $failed }
announce-begun = Elle part…
announce-left = Encore { $minutes } minutes environ.
announce-left-seconds = Encore moins d'une minute.
announce-stop = ⏹ Arrêter
announce-stopping = J'arrête. Ce qui est déjà en route peut encore arriver.
announce-stopped = ⏹ Arrêtée.
announce-done = Terminée.
announce-report = 📣 <b>Annonce n° { $number } terminée.</b> { $count ->
    [0] Personne ne l'a reçue.
    [one] Une personne l'a reçue.
   *[other] { $count } personnes l'ont reçue.
}
announce-report-stopped = ⏹ <b>Annonce n° { $number } arrêtée.</b> { $count ->
    [0] Personne ne l'a reçue.
    [one] Une personne l'a reçue.
   *[other] { $count } personnes l'ont reçue.
}
announce-report-withdrawn = ✖️ Retirées avant l'envoi : { $count }
announce-report-gone = 🚫 Ne reçoivent plus rien de moi : { $count }
announce-report-refused = ⚠️ Refusées par Telegram : { $count }
announce-report-hopeless = Telegram refuse ce message tel qu'il est : j'ai arrêté. Changez-le et recommencez.
announce-not-yours = Seuls les organisateurs peuvent envoyer une annonce.
announce-of-another = C'est l'annonce d'une autre personne : elle seule peut la changer ou l'envoyer.
announce-changed = Cette annonce a changé depuis : rien n'est parti. Regardez le dernier aperçu.
announce-nobody = Il n'y a personne à qui l'envoyer.
announce-sent-already = Cette annonce est déjà partie.
announce-stale = Cette annonce n'est plus là. Recommencez avec { $command }.
announce-over = Cette annonce est déjà terminée.
announce-one-photo = Une annonce porte une seule photo : je garde la première de l'album.

announce-from = 📣 De la part de : { $organisers }
