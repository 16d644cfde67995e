### Salle 1 : l'inscription. Un écran, une question, des phrases courtes.

registration-consent =
    <b>{ $place }</b> · Pour vous inscrire, je vous demande votre nom et à quel titre vous venez. Votre numéro de téléphone, seulement si vous voulez.
    Seuls les organisateurs verront ces réponses. Elles sont effacées au plus tard { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement.
registration-more = En savoir plus
registration-less = En bref
registration-accept = ✅ J'accepte, je m'inscris
registration-later = Plus tard

registration-same-name = 👤 { $name }
registration-share-phone = 📱 Partager mon numéro
registration-skip = Passer
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Retour

category-resident = Résident ou résidente
category-mediator = Médiateur, médiatrice, adulte relais
category-employer = Structure employeuse
category-institution = Partenaire institutionnel
category-social-partner = Partenaire social
category-other = Autre

registration-line-name = 👤 { $value }
registration-line-category = 🤝 { $value }
registration-line-structure = 🏢 { $value }
registration-line-phone = 📱 { $value }
registration-phone-none = pas de téléphone

registration-summary =
    <b>{ $place }</b> · <b>Tout est juste ?</b>

    { $lines }
registration-confirm = ✅ Oui, je confirme
registration-change = ✏️ Modifier
registration-leave = ✖️ Annuler
registration-what-to-change = Que voulez-vous modifier ?
registration-name = Le nom
registration-category = Je viens comme…
registration-phone = Le téléphone

registration-facts =
    <b>Inscription n° { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>C'est noté, votre inscription est faite.</b>

    { $facts }
registration-calendar-caption = Ouvrez ce fichier pour mettre la date dans votre agenda.

registration-already = Vous avez déjà une inscription.
registration-left = D'accord, on arrête là. Je n'ai gardé aucune réponse. Quand vous voudrez, touchez « Inscription ».
registration-closed =
    Les inscriptions sont terminées. Pour savoir s'il reste une place, demandez aux organisateurs :
    { $contact }
registration-none = Vous n'avez pas d'inscription.
registration-not-yet = Vous pourrez vous inscrire à partir du { $day } à { $hour }. À bientôt !

registration-no-name = Je n'ai pas su lire un nom. Écrivez prénom et nom, en lettres, comme on vous appelle.
registration-long-name = C'est un peu long pour un nom. Pouvez-vous l'écrire en 80 caractères au plus ?
registration-no-structure = Je n'ai pas su lire ce nom. Écrivez le nom de votre association, entreprise ou service.
registration-long-structure = C'est un peu long. Pouvez-vous écrire le nom de votre structure en 120 caractères au plus ?
registration-no-phone = { $at ->
    [card] Ce numéro ne semble pas juste. Écrivez-le comme 0696 12 34 56 ou +1 758 123 4567, ou touchez « Retour ».
   *[step] Ce numéro ne semble pas juste. Écrivez-le comme 0696 12 34 56 ou +1 758 123 4567, partagez-le, ou touchez « Passer ».
}
registration-others-contact = { $at ->
    [card] C'est le contact de quelqu'un d'autre. Écrivez votre numéro, ou touchez « Retour ».
   *[step] C'est le contact de quelqu'un d'autre. Partagez le vôtre avec le bouton, écrivez un numéro, ou passez.
}
registration-needs-button = Touchez l'un des boutons ci-dessus, s'il vous plaît.
registration-needs-text = Là, j'ai besoin de quelques mots écrits, s'il vous plaît.
registration-no-email = Cette adresse ne semble pas complète. Écrivez-la comme prenom@exemple.com, sans espace.
registration-no-area = Je n'ai pas su lire ce nom. Écrivez votre commune ou votre quartier, en quelques lettres.
registration-long-area = C'est un peu long. Pouvez-vous écrire votre commune ou votre quartier en 60 caractères au plus ?
registration-no-access = Je n'ai pas su lire. Écrivez en quelques mots ce qui vous aiderait à venir et à participer.
registration-long-access = C'est un peu long. Pouvez-vous le dire en 300 caractères au plus ?

registration-consent-whole =
    <b>{ $place }</b> · <b>Ce que je garde</b> : votre nom, à quel titre vous venez, et ce que vous voulez bien ajouter (structure, téléphone, e-mail, commune, besoins d'accès). Aussi votre langue, votre numéro Telegram et le moment de votre accord.
    <b>Pourquoi</b> : préparer l'accueil et vous envoyer les rappels. Rien d'autre.
    <b>Pour qui</b> : { $organisers }.
    <b>Jusqu'à quand</b> : { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement au plus tard, puis c'est effacé.
    <b>Si vous effacez</b> : une empreinte de votre compte, sans votre numéro, garde vos votes et les limites atteintes. Elle est détruite à la même date.
    <b>Vos droits</b> : tout voir avec /mesdonnees, corriger, tout effacer avec /effacer, ou demander ici :
    { $contact }
registration-consent-not-understood = <b>Vos messages</b> : quand je ne comprends pas, je note vos mots, sans votre nom, pour mieux vous répondre. Ils sont effacés à la même date.
registration-ask-name = { $whose ->
    [other] <b>{ $place }</b> · Quel est son nom ? Écrivez prénom et nom.
    [unknown] <b>{ $place }</b> · Quel est votre nom ? Écrivez prénom et nom.
   *[own] <b>{ $place }</b> · Quel est votre nom ?
    Touchez le bouton s'il est juste, ou écrivez prénom et nom.
}
registration-ask-category = { $whose ->
    [other] <b>{ $place }</b> · Cette personne vient comme…
   *[own] <b>{ $place }</b> · Vous venez comme…
}
registration-ask-structure = { $whose ->
    [other] <b>{ $place }</b> · Pour quelle structure (association, entreprise, service) vient cette personne ? Écrivez le nom, ou passez.
   *[own] <b>{ $place }</b> · Pour quelle structure (association, entreprise, service) ? Écrivez son nom, ou passez.
}
registration-ask-phone = { $whose ->
    [other] <b>{ $place }</b> · À quel numéro peut-on joindre cette personne ?
    Écrivez un numéro, ou touchez « Passer » : les rappels viendront ici.
   *[own] <b>{ $place }</b> · À quel numéro peut-on vous joindre si le programme change ?
    Touchez « Partager mon numéro », écrivez un numéro, ou passez.
}
registration-summary-full =
    <b>{ $place }</b> · <b>Tout est juste ?</b>
    Il n'y a plus de place pour le moment : vous serez sur la liste d'attente.

    { $lines }
registration-structure = La structure
registration-line-email = ✉️ { $value }
registration-line-area = 🏘 { $value }
registration-line-access = ♿ { $value }

registration-confirmed-other =
    🎉 <b>C'est noté, l'inscription de cette personne est faite.</b>

    { $facts }
registration-on-list =
    📝 <b>C'est noté, sur la liste d'attente.</b>

    { $facts }
registration-in-line = ⏳ Liste d'attente : numéro <b>{ $rank }</b>. Dès qu'une place se libère, je vous écris.
registration-kept = ⏳ Une place vous est gardée jusqu'au { $day }, { $hour }.
registration-afterwards = Je vous le rappellerai à temps. D'ici là, posez-moi vos questions.
registration-afterwards-other = Je vous enverrai ici les rappels pour cette personne. Donnez-lui son billet. Si elle a Telegram, elle peut m'écrire le code du billet : elle recevra alors les rappels elle-même.
registration-afterwards-waiting = Vous n'avez rien d'autre à faire. D'ici là, posez-moi vos questions.
registration-calendar-cancelled = Ouvrez ce fichier pour retirer la date de votre agenda.
registration-unchanged = D'accord, je n'ai rien changé.
registration-gone = Cette inscription n'existe plus.
registration-no-room-there = Il n'y a pas de place libre dans cette catégorie : votre inscription reste comme elle est.
registration-type-phone = { $at ->
    [card] Écrivez son numéro, s'il vous plaît, ou touchez « Retour ».
   *[step] Écrivez son numéro, s'il vous plaît, ou touchez « Passer ».
}
registration-nudge =
    Vous aviez commencé votre inscription : elle vous attend, là où vous étiez.
    Dernier jour : { $day }.
registration-go-on = ▶️ Continuer

card-ticket = 🎟 Billet et agenda
card-email = ✉️ E-mail
card-area = 🏘 Commune
card-access = ♿ Accès
card-others = 👥 Inscrire quelqu'un
card-modify = ✏️ Modifier ou annuler
card-leave-list = ✖️ Quitter la liste

edit-name = Écrivez le prénom et le nom.
edit-category = À quel titre ?
edit-structure = Écrivez le nom de la structure (association, entreprise, service).
edit-phone = Écrivez le numéro de téléphone.
edit-email = Quelle adresse e-mail ? Écrivez-la ici. Elle sert seulement si les organisateurs doivent écrire.
edit-area = Quelle commune ou quel quartier ? Choisissez, ou écrivez.
edit-access =
    De quoi avez-vous besoin pour venir et participer ? Par exemple : de la place pour un fauteuil roulant, une place devant, un interprète.
    Écrivez-le en quelques mots, seulement si vous le voulez. Les organisateurs s'en servent pour l'accueil, et pour rien d'autre.
edit-clear = 🗑 Retirer cette réponse
edit-more-areas = Suite ›

cannot-come-seat = { $whose ->
    [other] <b>{ $name }</b> ne peut plus venir ? Sa place sera libérée tout de suite, et ses réponses seront effacées.
   *[own] Vous ne pouvez plus venir ? Votre place sera libérée tout de suite, et vos réponses seront effacées.
}
cannot-come-list = { $whose ->
    [other] Retirer <b>{ $name }</b> de la liste d'attente ? Ses réponses seront effacées.
   *[own] Quitter la liste d'attente ? Vos réponses seront effacées.
}
cannot-come-yes = Oui, je libère la place
cannot-come-yes-list = Oui, je quitte la liste
cannot-come-no = Non, je garde la place
freed = { $whose ->
    [other] C'est fait : l'inscription de { $name } est annulée et ses réponses sont effacées.
   *[own] C'est fait : votre inscription est annulée et vos réponses sont effacées. Merci de l'avoir dit.
}
freed-come-back = Si cela change, vous pourrez vous inscrire à nouveau : « Inscription ».
freed-thanks = Je reste là pour vos questions.

seat-promoted = { $whose ->
    [other] 🎉 Une place s'est libérée pour <b>{ $name }</b> : c'est la sienne.
   *[own] 🎉 Une place s'est libérée : c'est la vôtre.
}
    🗓 { $day }, { $hour }
    📍 { $place }
seat-offered = { $whose ->
    [other] 🎉 Une place s'est libérée pour <b>{ $name }</b>.
   *[own] 🎉 Une place s'est libérée pour vous.
}
    🗓 { $day }, { $hour }
    📍 { $place }
    Je vous la garde jusqu'à <b>{ $until }</b>, { $untilday }. La prenez-vous ?
seat-ran-out = { $whose ->
    [other] La place gardée pour <b>{ $name }</b> ne l'est plus : le délai est passé.
   *[own] Je ne vous garde plus cette place : le délai est passé.
}
    Si vous voulez toujours venir, touchez « Je veux toujours venir » : l'inscription ira à la fin de la liste d'attente.
seat-too-late = { $whose ->
    [other] La place gardée pour <b>{ $name }</b> ne l'est plus : le délai est passé.
   *[own] Je ne vous garde plus cette place : le délai est passé.
}
    Les organisateurs peuvent vous renseigner :
    { $contact }
seat-last-chance = { $whose ->
    [other] Malheureusement, il n'y aura plus de place pour <b>{ $name }</b>.
   *[own] Malheureusement, il n'y aura plus de place pour vous.
}
    Les organisateurs peuvent vous renseigner :
    { $contact }
seat-offer-passed = Cette place n'est plus gardée : le délai est passé. « Inscription » montre où vous en êtes.
seat-card = 🎟 Voir l'inscription
seat-cannot-come = ✖️ Je ne peux plus venir
seat-take = ✅ Je prends la place
seat-refuse = ✖️ Je ne peux pas venir

others = { $count ->
    [0] Vous venez avec quelqu'un, ou vous connaissez une personne sans téléphone ? Je l'inscris ici, avec une place et un billet à son nom.
    [one] Vous avez inscrit une personne.
   *[other] Vous avez inscrit { $count } personnes.
}
others-person = 👤 { $name }
others-add = ➕ Inscrire quelqu'un
others-more = Suite { $page }/{ $pages } ›
others-too-many =
    Vous avez déjà inscrit { $most } personnes : je ne peux pas en prendre plus ici. Pour d'autres, demandez aux organisateurs :
    { $contact }
other-consent =
    Pour inscrire quelqu'un d'autre, il faut son accord. Les organisateurs verront son nom et à quel titre cette personne vient. Ils verront aussi son téléphone, si vous le donnez. Tout est effacé au plus tard { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement. Comment cette personne a-t-elle dit oui ?
other-consent-whole =
    À lui lire :
    <b>Ce qui est gardé</b> : son nom, à quel titre elle vient, et ce qu'elle veut bien ajouter. Aussi qui l'a inscrite, et comment elle a dit oui.
    <b>Pourquoi</b> : préparer l'accueil et envoyer les rappels.
    <b>Pour qui</b> : { $organisers }.
    <b>Jusqu'à quand</b> : { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement au plus tard.
    <b>Ses droits</b> : voir, corriger, faire effacer :
    { $contact }
other-aloud = 🗣 De vive voix
other-paper = 📄 Sur papier, signé
other-read = Ce qui est gardé

ticket-caption = 🎟 <b>{ $title }</b>
    👤 { $name }
    🗓 { $day }, { $hour }
    📍 { $place }
    Code : <b>{ $code }</b>
    { $whose ->
    [other] À montrer à l'entrée, sur ce téléphone ou imprimé.
   *[own] À montrer à l'entrée.
}
ticket-not-yet = Le billet vient avec la place.
ticket-nothing =
    Je ne peux pas montrer ce billet ici. S'il est à vous, écrivez-moi le code imprimé dessus.
    Une question ?
    { $contact }
ticket-write-code = Vous avez un billet ? Écrivez-moi le code imprimé dessus. Sinon, touchez « Inscription ».
ticket-unknown-code =
    Je ne connais pas ce code. Regardez le billet : huit caractères en tout, lettres ou chiffres.
    Les organisateurs peuvent vous aider :
    { $contact }
ticket-too-many-tries =
    Cela fait beaucoup de codes d'un coup. Attendez une heure, ou demandez aux organisateurs :
    { $contact }
ticket-claim =
    Ce billet est au nom de <b>{ $name }</b>. C'est vous ?
    Si oui, les organisateurs gardent ces réponses { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement, pas plus. En touchant le bouton, vous l'acceptez. Les rappels viendront ici.
ticket-claim-yes = ✅ C'est moi, j'accepte
ticket-already-registered = Vous avez déjà une inscription à votre nom. Pour prendre ce billet, annulez-la d'abord.
ticket-taken-over = { $name } reçoit maintenant les rappels sur son propre téléphone. Vous ne les recevrez plus.

guests =
    <b>Inscrits : { $count }</b>
    { $lines }
    { $left }
    ⏳ Liste d'attente : { $waiting }
    🆕 Depuis 24 h : { $fresh }
guests-category = • { $name } : { $count }
guests-left = 🪑 Places libres : { $count } sur { $capacity }
guests-no-limit = 🪑 Pas de limite de places
guests-get-file = 📄 La liste en fichier
guests-file = La liste des inscrits, pour un tableur. Elle contient des données personnelles : gardez-la pour vous.
guests-organisers-only =
    Seuls les organisateurs peuvent voir la liste. Pour une question :
    { $contact }
seat-again = 🙋 Je veux toujours venir
registration-resting = ⏳ Liste d'attente : aucune place ne vous est gardée pour le moment.
registration-thanks = { $whose ->
    [other] C'est noté : <b>{ $name }</b>.
   *[own] Merci, <b>{ $name }</b>.
}

# Lus, jamais montrés
words-leave = annuler, stop, arrêter, arrêtez, quitter, pas maintenant, plus tard
words-feedback-done = terminer, fini, c'est fini, rien, rien à ajouter, rien de plus, non, non merci, c'est tout, pas de commentaire, ras
words-back = retour, en arrière
words-skip = passer, passe, passez, je passe, on passe, suivant
words-none = aucun, aucune, rien, pas de structure, sans structure, pas d'e-mail, pas d'email, pas de mail, pas de commune, j'en ai pas, je n'en ai pas, il n'en a pas, elle n'en a pas, il n'a pas, elle n'a pas, pas de
words-hello = bonjour, bonsoir, salut, coucou, allô
words-no-name = merci, parking, stationnement, bus, navette, programme, horaire, horaires, heure, heures, date, lieu, adresse, salle, salon, où, ou, quand, prix, tarif, gratuit, repas, pause, aide, inscription, s'inscrire, contact, info, infos, information, informations, menu, test, ok, oui, non, début, fin, maintenant, ensuite
words-i-am = je m'appelle, je me nomme, je me prénomme, moi c'est, mon nom est, mon nom c'est, mon prénom est, mon prénom c'est, c'est, c'est pour, pour, je suis, ici, on m'appelle, elle s'appelle, il s'appelle, c, jsuis, moi c, jm'appelle, jmappelle
words-asking = où, ou, quand, quel, quelle, kel, heure, comment, combien, qui, est-ce, y a
words-resident = résident, résidente, résident·e, résident ou résidente, habitant, habitante, habitante du quartier, habitant du quartier, habitants, riverain, riveraine, voisin, voisine, du quartier, j'habite, je vis ici, citoyen, citoyenne, simple habitant
words-mediator = adulte relais ou médiateur, adulte relais, médiateur, médiatrice, médiateur médiatrice adulte relais, médiateur ou médiatrice, adulte relai, adultes relais, adulte-relais, adulte-relai, AR
words-employer = structure employeuse, employeur, employeuse
words-institution = partenaire institutionnel, institution, asso, association, une association, association de quartier, collectivité, mairie, bailleur, bailleur social, préfecture, entreprise, école, collège, lycée, ONG, partenaire
words-social-partner = partenaire social
words-other = autre
registration-whose = De qui parlez-vous ?
registration-only-yours = Je ne vois ici que votre propre inscription. Est-ce d'elle que vous parlez ?
registration-whose-own = 🙋 Moi, { $name }
registration-whose-more = 👥 Voir les autres
words-somebody-else = ma mère, mon père, maman, papa, mes parents, ma fille, mon fils, mes enfants, mon enfant, ma sœur, mon frère, ma tante, mon oncle, tonton, tatie, ma cousine, mon cousin, ma nièce, mon neveu, ma grand-mère, mon grand-père, mamie, papi, ma femme, mon mari, mon épouse, mon époux, ma compagne, mon compagnon, mon conjoint, ma conjointe, mon copain, ma copine, mon ami, mon amie, mes amis, mes amies, un ami, une amie, mon voisin, ma voisine, un voisin, une voisine, mon collègue, ma collègue, un collègue, une collègue, mon invité, mon invitée, mes invités, l'invité, l'invitée, mon accompagnant, mon accompagnante, la personne que, une personne que, quelqu'un d'autre
words-oneself = je, j, moi, mon inscription, ma place, mon billet, ma venue
words-rather-not = préfère pas, préfère ne pas, préfère éviter, souhaite pas, ne veux pas, veux pas, pas envie, pas le donner, pas la peine
words-without = pas, sans, aucun, aucune, plus de, jamais eu, ni
words-phone = téléphone, téléphones, tél, tel, portable, portables, mobile, numéro, numero, gsm, fixe
words-why = pourquoi, pour quoi faire, à quoi ça sert, ça sert à quoi, à quoi sert, dans quel but, qu'est-ce que vous faites de, qui va voir, qui verra, qui voit, à quoi servira, à quoi va servir, que ferez-vous, qu'allez-vous faire
words-own-data = mon nom, mon prénom, mon numéro, mon téléphone, mon portable, mon mail, mon adresse, mes coordonnées, mes données, mes infos, mes informations, mes réponses, vous voulez mon, besoin de mon, voulez mon nom, tout ça sur moi
words-at = arobase, arobaz, arobas, at, (at), [at]
words-dot = point, pt, dot
registration-needs-number = { $at ->
    [card] Là, j'ai besoin d'un numéro écrit en chiffres. Vous pouvez aussi toucher « Retour ».
   *[step] Là, j'ai besoin d'un numéro écrit en chiffres. Vous pouvez aussi toucher « Passer ».
}
registration-needs-own-name = Cette inscription est la vôtre : écrivez votre nom à vous. Pour inscrire quelqu'un d'autre, utilisez ensuite { $command }.
registration-why =
    Votre nom sert à vous accueillir, votre numéro à vous joindre si quelque chose change. Vous pouvez ne pas donner de numéro.
    Seuls les organisateurs voient vos réponses. Elles sont effacées au plus tard { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement.
words-cannot-come = vient plus, vien plus, vien plu, vient pas, vien pas, viens pas, viendra pas, viendra plus, peut plus venir, peut pas venir, pourra pas venir, ne viennent plus, annule, annuler, annulez, enlève, enlever, l'enlever, désinscrire, désinscris
words-but = mais, pas, attendez, attends, plutôt
words-my-name-is = mon nom est, mon nom c'est, mon nom c, je m'appelle, jm'appelle, je me nomme, le nom est, le nom c'est
words-sign-up = inscrire, inscris, inscrivez, inscription, enregistrer, ajouter, ajoute, ajoutez, amener, emmener, venir avec, viens avec, viendrai avec, mets, mettez
registration-note-needs = Ce qu'il vous faut peut être noté avec votre inscription :
