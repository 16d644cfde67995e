### Le bureau : pour les organisateurs.

managed-card =
    { $facts }
    Code du billet : { $code }
managed-check-in = ✅ Faire entrer
managed-promote = 🪑 Donner une place
managed-needs = ♿ Besoins
managed-cancel = Annuler cette inscription
managed-desk = ◀️ Bureau
managed-corrected = { $whose ->
    [own] Les organisateurs ont corrigé votre inscription. /inscription la montre.
   *[other] Les organisateurs ont corrigé l'inscription de <b>{ $name }</b>. /autres la montre.
}
managed-cancelled = { $whose ->
    [own] Les organisateurs ont annulé votre inscription. Si c'est une erreur, écrivez-leur.
   *[other] Les organisateurs ont annulé l'inscription de <b>{ $name }</b>. Si c'est une erreur, écrivez-leur.
}
desk-not-yours = Le bureau est pour les organisateurs.
desk =
    📋 <b>Bureau</b> · { $day }, { $time }
    { $lines }
desk-seats = <b>{ $count }</b> { $count ->
    [one] place prise
   *[other] places prises
} sur { $capacity }, { $left ->
    [0] plus une seule libre
    [one] 1 libre
   *[other] { $left } libres
}
desk-registered = <b>{ $count }</b> { $count ->
    [one] personne inscrite
   *[other] personnes inscrites
}
desk-waitlist = Liste d'attente : { $count }
desk-changes = Depuis hier : { $fresh } { $fresh ->
    [0] nouvelle
    [one] nouvelle
   *[other] nouvelles
}, { $cancelled } { $cancelled ->
    [0] annulée
    [one] annulée
   *[other] annulées
}
desk-inside = Dans la salle : <b>{ $count }</b>
desk-questions = Questions : { $waiting } en attente, { $closed } posées
desk-unanswered = Messages sans réponse : { $count }
desk-add = ➕ Ajouter
desk-documents = 📄 Papiers et listes
managed-door = 🚪 Accueil
desk-feedback = 💬 Avis
desk-sources = D'où l'on vient (ouvertures du lien) : { $sources }
desk-search = 🔎 Chercher
desk-chart = 📈 Image
desk-refresh = 🔄 Actualiser
desk-daily-on = 🔔 Chaque matin
desk-daily-off = 🔕 Plus le matin
desk-daily-is-on = Vous recevrez ces chiffres chaque matin, à 7h.
desk-daily-is-off = Vous ne les recevrez plus le matin.
desk-roles = 👥 Rôles
desk-log = 📓 Journal
desk-search-prompt = Qui cherchez-vous ? Écrivez un nom, un morceau de nom, un téléphone ou un code.
desk-search-end = Finir la recherche
desk-search-ended = La recherche est finie.
desk-found = { $name } · { $category }
desk-found-waiting = ⏳ { $name } · { $category }
desk-which = { $more ->
    [0] Qui est-ce ?
    [one] Qui est-ce ? Il y en a une autre : écrivez le nom plus en entier.
   *[other] Qui est-ce ? Il y en a { $more } autres : écrivez le nom plus en entier.
}
desk-nobody = Je ne trouve personne. Essayez avec un morceau du nom, ou le téléphone.
desk-chart-caption = Les inscriptions, en image.
desk-alert = { $level ->
    [100] 🟥 <b>C'est complet</b> : { $count } places prises sur { $capacity }. Les suivants vont sur la liste d'attente.
   *[other] 🟧 <b>{ $level } % des places</b> sont prises : { $count } sur { $capacity }.
}
desk-digest =
    ☀️ Bonjour ! Voici où nous en sommes.
    { $figures }
chart-registered = inscrits
chart-left = places libres
chart-waiting = en attente
chart-inside = dans la salle
chart-questions = questions
chart-days = Inscriptions par jour, { $days } derniers jours
chart-categories = Qui vient
audit-log =
    📓 <b>Qui a vu et changé les données des gens</b>
    { $lines }
audit-empty = Personne n'a encore vu ni changé les données de quelqu'un d'autre.
audit-line = { $day } { $time } · { $who } : { $what }
audit-command-line = en ligne de commande
audit-looked = a vu l'inscription
audit-searched = a cherché
audit-corrected = a corrigé l'inscription
audit-cancelled = a annulé l'inscription
audit-added = a inscrit
audit-promoted = a donné une place à l'inscription
audit-checked-in = a fait entrer
audit-check-in-undone = a annulé l'entrée
audit-exported = a sorti une liste
audit-imported = a fait entrer une liste
audit-invited = a fait un lien
audit-invite-withdrawn = a retiré un lien
audit-invite-used = a ouvert un lien
audit-role-revoked = a retiré un rôle
audit-list-loaded = a chargé la liste pour scanner
audit-group-linked = a relié un groupe
audit-group-unlinked = a arrêté les publications d'un groupe
audit-group-lost = ne peut plus écrire dans un groupe
audit-purged = données effacées à leur terme
audit-refused = refusé
words-order-desk = bureau, le bureau, tableau de bord, chiffres, les chiffres
