### L'accueil : faire entrer les gens, et dire qu'on est là.

door-not-yours = C'est pour l'équipe de l'accueil.
door-open =
    🚪 <b>Accueil</b>
    { $counts }, sur { $seats } { $seats ->
        [one] personne inscrite
       *[other] personnes inscrites
    }.
    Scannez un billet avec l'appareil photo de votre téléphone. Ou écrivez un code, un nom ou un numéro de téléphone.
door-open-early =
    🚪 <b>Accueil</b>
    Le jour du forum n'est pas encore venu : vous pouvez essayer, rien n'est noté.
    Scannez un billet avec l'appareil photo de votre téléphone. Ou écrivez un code, un nom ou un numéro de téléphone.
door-inside = { $count ->
    [0] Personne dans la salle
    [one] 1 personne dans la salle
   *[other] { $count } personnes dans la salle
}
door-inside-of = { $count ->
    [0] Personne dans la salle ({ $capacity } places)
    [one] 1 personne dans la salle ({ $capacity } places)
   *[other] { $count } personnes dans la salle ({ $capacity } places)
}
door-scan-button = 📷 La page pour scanner
door-screen-button = 📺 L'écran à l'entrée
door-paper-button = 🖨 La liste sur papier
door-leave-button = Quitter l'accueil
door-left = Vous n'êtes plus à l'accueil. /accueil pour y revenir.
door-who = <b>{ $name }</b> · { $details }
door-checked-in =
    ✅ { $who }
    Entrée à { $time }. { $counts }.{ $needs }
door-already-in =
    ⚠️ { $who }
    Déjà dans la salle depuis { $time }.{ $needs }
door-without-seat =
    ⚠️ { $who }
    Sur la liste d'attente : pas de place gardée. { $counts }.
door-admit = Faire entrer quand même
door-too-early =
    👍 { $who }
    Ce billet est bon. Le forum, c'est le { $day } : rien n'est noté aujourd'hui.{ $needs }
door-unknown =
    ❌ <b>Ce billet n'est pas pour aujourd'hui.</b>
    Il est d'un autre évènement, ou l'inscription a été annulée. Cherchez la personne par son nom.
door-gone = Cette inscription n'existe plus : elle a été annulée.
door-since = Déjà dans la salle depuis { $time }.
door-not-in = Cette personne n'est pas notée dans la salle.
door-undo = ↩️ Annuler cette entrée
door-undone =
    ↩️ { $who }
    Entrée annulée. { $counts }.
door-check-in = Faire entrer
door-needs = ♿ <b>{ $needs }</b>
door-help-ask = → Demandez comment aider, et faites-le avant de passer à la suite.
door-help-wheelchair = → Un chemin sans marche, la porte tenue ouverte. Une place en bout de rang, sans chaise.
door-help-walking = → Une chaise tout de suite, une place près de l'entrée, et du temps.
door-help-sight = → Présentez-vous, proposez votre bras, dites ce qui vient : marche, porte, chaise.
door-help-hearing = → Parlez de face, sans crier. Écrivez s'il le faut. Une place devant, avec vue sur qui parle.
door-help-child = → Une place en bout de rang, près de la sortie. De quoi poser la poussette.
door-help-calm = → Une place au calme, près de la sortie. Dites qu'on peut sortir et revenir.
door-found = { $name } · { $category }
door-found-in = ✓ { $time } · { $name }
door-who-is-it = { $more ->
    [0] Qui est-ce ?
    [one] Qui est-ce ? Une autre personne a aussi ce nom : écrivez-le plus en entier.
   *[other] Qui est-ce ? { $more } autres personnes ont aussi ce nom : écrivez-le plus en entier.
}
door-somebody-else = Quelqu'un d'autre : inscrire
door-nobody = Personne ne s'appelle { $name } dans la liste. Vérifiez l'écriture, ou inscrivez la personne ici.
door-no-phone = Personne n'a donné ce numéro. Essayez avec le nom.
door-walk-in = Inscrire et faire entrer
door-walk-in-as =
    <b>{ $name }</b> vient comme… ?
    Dites-lui que son nom est gardé pour la liste de présence, et demandez son accord.
door-name-first = Écrivez d'abord le nom.
door-paper = La liste à imprimer : cochez à la main, puis écrivez-moi les codes cochés en un message (CDFG, HJKM, 3467).
door-paper-head = { $date } · { $count } personnes. Après coup, écrivez les codes cochés au bot, à /accueil : les quatre premiers signes suffisent.
door-paper-name = Nom
door-paper-category = Vient comme
door-paper-needs = Besoins
door-paper-code = Code
door-paper-on-waitlist = (liste d'attente)
door-paper-too-early = Le jour du forum n'est pas encore venu : rien n'est noté.
door-paper-recorded = ✅ { $count ->
    [one] 1 entrée notée : { $names }
   *[other] { $count } entrées notées : { $names }
}
door-paper-already = ⚠️ Déjà dans la salle : { $names }
door-paper-waiting = ⚠️ Sur la liste d'attente, pas notés : { $names }
door-paper-ambiguous = ❔ Plusieurs billets commencent ainsi, écrivez le code en entier : { $names }
door-paper-unknown = ❌ Aucun billet : { $names }
door-screen =
    <b>L'écran à l'entrée</b>
    Ouvrez cette adresse sur un écran près de la porte. Son code change chaque minute : qui est inscrit le scanne et touche un bouton.
    Ne la donnez à personne.
door-screen-link = Ouvrir l'écran
door-screen-no-address = Pour cet écran, le bot doit avoir une adresse sur internet (koze run --public-url). Demandez à la personne qui le fait tourner.
here-ask = Vous êtes arrivé ? Touchez, et c'est noté.
here-me = 🙋 Je suis là
here-guest = 🙋 { $name } est là
here-welcome = ✅ Bienvenue, <b>{ $name }</b> ! Votre arrivée est notée à { $time }. Bon forum !
here-welcome-guest = ✅ Bienvenue à <b>{ $name }</b> ! Son arrivée est notée à { $time }.
here-changed = Ce code a changé. Scannez celui qui est sur l'écran, à l'entrée.
here-closed = On ne peut pas noter son arrivée ainsi en ce moment. Voyez l'équipe à l'accueil.
here-without-seat = Vous êtes sur la liste d'attente : voyez l'équipe à l'accueil, elle vous dira s'il reste une place.
entrance-title = Vous êtes inscrit ? Scannez, et touchez « Je suis là ».
entrance-changes = Ce code change chaque minute.
entrance-closed = Voyez l'équipe à l'accueil.
entrance-inside = { $count ->
    [0] Soyez les premiers !
    [one] 1 personne est là
   *[other] { $count } personnes sont là
}
words-order-door = accueil, entrées, faire entrer, contrôle des billets, scanner les billets
words-need-wheelchair = fauteuil, fauteuil roulant, roulant, fauteuils
words-need-walking = marcher, marche, canne, béquille, béquilles, déambulateur, debout, jambe, jambes, genou, genoux, dos, hanche, assis, assise, chaise, escalier, escaliers, marches, mobilité, fatigue, fatigué, fatiguée, enceinte
words-need-sight = aveugle, malvoyant, malvoyante, vue, yeux, voir, chien guide, braille, gros caractères
words-need-hearing = sourd, sourde, malentendant, malentendante, entendre, entends, audition, oreille, oreilles, langue des signes, lsf, interprète, boucle magnétique, appareil auditif
words-need-child = bébé, poussette, allaiter, allaite, enfant, enfants
words-need-calm = calme, bruit, bruits, autisme, autiste, angoisse, anxiété, anxieux, anxieuse, foule, panique
