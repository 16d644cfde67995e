### Salle 4 : les questions à la table ronde.

question-invitation = Écrivez votre question : <b>votre prochain message</b> part tout droit aux modérateurs.
question-leave = ✖️ Finalement non
question-left = D'accord. Ce sera pour une autre fois.
question-send = 📨 L'envoyer comme question
question-acknowledged = 📨 C'est noté : <b>question n° { $number }</b>. Je vous préviendrai quand elle passera.
question-empty = Je n'ai pas vu de question dans ce message. Écrivez-la en quelques mots.
question-not-text = Pour une question, j'ai besoin d'un texte ou d'un message vocal. Écrivez-la en quelques mots.
question-too-long = C'est une belle question, mais longue : { $characters } caractères. Pouvez-vous l'écrire en { $longest } au plus ?
question-too-many = { $count ->
    [one] Une de vos questions attend déjà. Je garde celle-ci : envoyez-la dès que l'autre sera passée.
   *[other] { $count } de vos questions attendent déjà. Je garde celle-ci : envoyez-la dès que l'une sera passée.
}
question-too-soon = Encore { $seconds } secondes avant la question suivante, pour que chacun ait son tour. Je garde la vôtre : touchez le bouton dans un instant.
question-again = 📨 L'envoyer maintenant
question-taken =
    🎤 Votre question n° { $number } passe maintenant : on y répond.
    <i>{ $text }</i>
question-answered =
    ✅ Votre question n° { $number } a eu sa réponse. Merci !
    <i>{ $text }</i>
question-aside =
    Votre question n° { $number } est mise de côté. { $reason } Merci de l'avoir posée.
    <i>{ $text }</i>

queue-panel =
    <b>📥 La file des questions</b>
    { $waiting } en attente · { $taken } en main · { $answered } avec réponse
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = à { $hour }
queue-next = ▶️ Question suivante
queue-show = 📥 Voir la file
queue-empty = Personne n'attend : la file est vide.
queue-card =
    <b>Question n° { $number }</b>

    { $text }
queue-card-answered =
    ✅ <b>Question n° { $number }</b> : réponse donnée

    { $text }
queue-card-aside =
    🗂 <b>Question n° { $number }</b> : mise de côté ({ $reason })

    { $text }
queue-answered = ✅ Réponse donnée
queue-aside = 🗂 Mettre de côté
queue-too-late = Déjà fait par quelqu'un d'autre.
queue-too-late-by = Déjà fait par { $name }.
queue-too-late-yours = Vous l'avez déjà fait.
queue-too-late-withdrawn = La personne qui l'a posée l'a retirée.
queue-not-yours = Seuls les modérateurs peuvent voir la file.

hall-waiting = { $count ->
    [0] Posez vos questions à Kozé
    [one] { $count } question en attente
   *[other] { $count } questions en attente
}

question-held = Une personne la lit d'abord, puis elle part dans la file.
question-which-theme = De quoi parle-t-elle ? Touchez un thème, si vous voulez.
question-no-theme = Aucun thème
question-mine = 📋 Mes questions
question-alike = Quelqu'un a peut-être déjà posé votre question. C'est l'une de celles-ci ? Touchez-la : vous la soutenez, et la vôtre est retirée. Sinon, touchez « Non, la mienne est différente ».
question-same = 👍 Oui, la n° { $number }
question-different = Non, la mienne est différente
question-joined-another = 👍 C'est fait : vous soutenez la <b>question n° { $number }</b>, et la vôtre est retirée.
question-own =
    <b>Votre question n° { $number }</b>
    { $text }
question-place = { $count ->
    [0] Elle est la prochaine de la file.
    [one] { $count } question passe avant elle.
   *[other] { $count } questions passent avant elle.
}
question-edit = ✏️ Modifier
question-withdraw = 🗑 Retirer
question-sign = 👤 Montrer mon prénom
question-unsign = 👤 Cacher mon prénom
question-theme = 🏷 Thème
question-refresh = 🔢 Où en est-elle ?
question-none = Vous n'avez pas de question en cours.
question-yours = <b>Vos questions</b>
question-yours-line = <b>n° { $number }</b> · { $state } · { $text }
question-write-anew =
    Écrivez votre question n° { $number } comme elle doit être. Pour l'instant :
    <i>{ $text }</i>
question-edited =
    ✏️ C'est changé : <b>question n° { $number }</b>.
    <i>{ $text }</i>
question-taken-up = Un modérateur l'a déjà prise : elle ne change plus.
question-closed-already = Elle est déjà passée : il n'y a plus rien à retirer.
question-really-withdraw =
    Retirer votre question n° { $number } ?
    <i>{ $text }</i>
question-withdrawn = 🗑 Votre question n° { $number } est retirée.
question-voice = 🎙 message vocal, { $seconds } s
question-voice-warning = Un message vocal, pourquoi pas ! Les modérateurs entendront votre voix, puis écriront la phrase que la salle lira. On l'envoie ?
question-voice-send = 🎙 Oui, envoyer le message
question-long-voice = { $minutes } minutes, c'est long pour une question. Dites-la en trois minutes au plus, ou écrivez-la.
question-muted = Les modérateurs ne prennent plus vos questions pour le moment. Vous pouvez soutenir celles des autres.
question-not-yet = Vous pourrez poser vos questions à partir du { $day } à { $hour }. À bientôt !
question-votes-only = On ne prend plus de nouvelles questions, mais votre voix compte encore. Soutenez celles qui attendent.
question-closed = On ne prend plus de questions. Merci à toutes et à tous !
question-approved =
    📬 Votre question n° { $number } est dans la file.
    <i>{ $text }</i>
question-personal =
    Votre question n° { $number } parle de votre vie personnelle. Elle ne sera pas posée en public : la salle ne la voit pas. Voici qui peut vous aider :
    { $contact }
question-joined =
    🔗 Votre question n° { $number } sera posée avec d'autres qui disent la même chose. Je vous dirai la suite.
    <i>{ $text }</i>
supported-joined =
    🔗 La question n° { $number }, que vous soutenez, est posée avec la n° { $head }. Votre voix y compte.
    <i>{ $text }</i>
supported-live =
    🎤 La question n° { $number }, que vous soutenez, passe maintenant.
    <i>{ $text }</i>
supported-answered =
    ✅ La question n° { $number }, que vous soutenez, a reçu sa réponse dans la salle.
    <i>{ $text }</i>
question-back =
    Votre question n° { $number } est de nouveau dans la file.
    <i>{ $text }</i>
question-for-later =
    Votre question n° { $number } est gardée pour un peu plus tard.
    <i>{ $text }</i>
question-written-answer =
    💬 Une réponse à votre question n° { $number } :
    <i>{ $text }</i>

    { $answer }

state-pending = en lecture
state-waiting = dans la file
state-taken = bientôt posée
state-answered = réponse donnée
state-answered-privately = réponse par écrit
state-aside = mise de côté
state-personal = à voir avec une personne qui peut vous aider
state-confided = confiée à une personne qui écoute
state-merged = posée avec d'autres
state-withdrawn = retirée

reason-topic = Hors du sujet
reason-answered = On y a déjà répondu
reason-question = Ce n'est pas une question
reason-unclear = Pas assez claire
reason-tone = Le ton peut blesser
reason-time = Plus le temps
reason-topic-said = Elle sort du sujet de la table ronde.
reason-answered-said = On vient d'y répondre.
reason-question-said = On n'y a pas vu de question à poser.
reason-unclear-said = Elle n'était pas assez claire pour être posée : vous pouvez l'écrire autrement.
reason-tone-said = Elle peut blesser quelqu'un : vous pouvez l'écrire autrement.
reason-time-said = Le temps a manqué.

back = ‹ Retour
vote-open = 🗳 Lire et soutenir les questions
vote-all = <b>🗳 Les questions qui attendent</b>, les plus soutenues d'abord
vote-theme = <b>🗳 { $theme }</b>
vote-none = Aucune question n'attend ici.
vote-line = <b>n° { $number }</b> · 👍 { $votes } · { $text }
vote-themes = 🏷 Thèmes
vote-by-rank = 👍 Toutes
vote-which-theme = Quelles questions voulez-vous lire ?
vote-on = 👍 Vous soutenez la n° { $number } · { $votes }
vote-off = Vous ne soutenez plus la n° { $number } · { $votes }
vote-for-whole = 👍 Elle est posée avec la n° { $number } : votre voix compte là · { $votes }
vote-own = C'est votre question : votre voix y est.
vote-gone = Cette question n'attend plus.
vote-closed = On ne peut plus voter.

queue-beside = { $pending } à relire · { $later } pour plus tard
queue-live = 📺 <b>n° { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 ouverte
queue-votes-only = 🗳 votes seulement
queue-closed = 🔴 fermée
queue-reviewed = relecture avant publication
queue-not-reviewed = publication directe
queue-panel-below = ↓ La file est plus bas.
queue-review = 👀 Relire
queue-review-next = ⏭ Relire la suivante
queue-hand = ✋ Questions prises
queue-later-list = ⏸ Plus tard
queue-floor = 🎙 De la salle
queue-settings = ⚙️ Réglages
queue-first-waits = 🔔 Une première question attend.
queue-nothing-to-review = Il n'y a rien à relire.
queue-as-asked = <i>Telle que posée : { $text }</i>
queue-has-parts = { $count ->
    [one] 🔗 { $count } autre posée avec elle
   *[other] 🔗 { $count } autres posées avec elle
}
queue-is-live = 📺 À l'écran
queue-listen = 🎧 Écouter
queue-write-line = ✍️ Écrire la phrase
queue-approve = ✅ Publier
queue-reword = ✏️ Reformuler
queue-more = ⋯ Plus
queue-renew = ⏱ Garder 10 min
queue-on-screen = 📺 À l'écran
queue-held-until = ✋ En main jusqu'à { $hour }
queue-lapsed =
    ⏱ La n° { $number } est restée dix minutes en main : elle est de nouveau dans la file.
    <i>{ $text }</i>
queue-concluded =
    ✅ La n° { $number } était à l'écran il y a dix minutes : je note qu'on y a répondu.
    <i>{ $text }</i>
queue-later = ⏸ Plus tard
queue-back = ↩️ Remettre en file
queue-take = ✋ Prendre
queue-restore = ↩️ Remettre en file
queue-private = 💬 Répondre par écrit
queue-split = ✂️ Séparer
queue-undo = ↶ Annuler
queue-sees-phone = ⚠️ un téléphone : { $text }
queue-sees-email = ⚠️ une adresse : { $text }
queue-sees-link = ⚠️ un lien : { $text }
queue-sees-name = ⚠️ peut-être le nom de quelqu'un : { $text }
queue-merge = 🔗 Regrouper
queue-for = 🎤 Choisir pour qui
queue-star = ⭐ Mettre une étoile
queue-unstar = ☆ Enlever l'étoile
queue-personal = 🤝 Situation personnelle
queue-personal-yes = 🤝 Oui
queue-really-personal = La question n° { $number } ne sera pas posée en salle. La personne qui l'a posée reçoit un contact qui peut l'aider. C'est bien cela ?
queue-absorb = 🔗 Y ajouter une autre
queue-parts = ✂️ Séparer
queue-mute = 🔇 Bloquer ses questions
queue-which-reason =
    Pourquoi mettre de côté la n° { $number } ? La personne qui l'a posée le saura.
    <i>{ $text }</i>
queue-for-whom = Pour qui est la question n° { $number } ?
queue-for-all = Pour tout le monde
queue-merge-into = Poser la n° { $number } avec laquelle ?
queue-absorb-which = Quelle question ajouter à la n° { $number } ?
queue-parts-of = { $count ->
    [0] Rien n'est regroupé avec la n° { $number }.
   *[other] Posées avec la n° { $number } :
}
queue-muted = 🔇 La personne de la n° { $number } ne peut plus poser de question.
queue-unmuted = La personne de la n° { $number } peut de nouveau poser des questions.
queue-voice = 🎙 <b>Question n° { $number }</b>. Écrivez la phrase que la salle lira.
queue-write-answer = Écrivez la réponse à la n° { $number } : seules les personnes qui l'ont posée la liront.
queue-write-reworded =
    Écrivez la n° { $number } comme la salle doit la lire. Pour l'instant :
    <i>{ $text }</i>
queue-write-floor = Écrivez la question de la salle : elle entre tout de suite dans la file.
queue-write-umbrella = Écrivez la question commune. Vous y ajouterez les autres ensuite.
queue-line-not-taken = Il me faut une phrase, en 1 000 caractères au plus.
queue-added =
    ➕ <b>Question n° { $number }</b>, dans la file

    { $text }
queue-draft =
    <b>Avant de publier la n° { $number }</b>

    { $text }
queue-publish = ✅ Publier ce texte
queue-answered-in-private = { $count ->
    [0] 💬 n° { $number } : réponse écrite, mais personne ne peut plus la recevoir.
    [one] 💬 n° { $number } : réponse envoyée à { $count } personne.
   *[other] 💬 n° { $number } : réponse envoyée à { $count } personnes.
}
queue-withdrawn = La personne qui a posé la question n° { $number } vient de la retirer.
queue-in-hand = <b>✋ Les questions que vous avez prises</b>
queue-hand-empty = Vous n'avez pris aucune question.
queue-kept = <b>⏸ Pour plus tard</b>
queue-kept-empty = Rien n'est gardé pour plus tard.
queue-unknown = Cette question n'existe pas.
queue-in-other-hands = Un autre modérateur l'a prise.
queue-needs-line = C'est un message vocal : écrivez d'abord la phrase que la salle lira.
queue-in-private = Cela s'écrit en privé : regardez notre conversation.
queue-undo-too-late = Trop tard pour annuler.
queue-set-already = C'est déjà ainsi.
queue-set-by = ⚙️ { $name } : { $what }
queue-settings-are = <b>⚙️ Réglages des questions</b>
queue-hall-at = Écran de la salle : { $path }
queue-umbrella = ☂️ Question commune
queue-journal = 📖 Lire le journal
queue-summary = 📊 Voir le bilan
queue-print = 🖨 Imprimer
queue-unreached = 💬 Questions sans réponse

mode-schedule = 🕗 Suivre l'horaire
mode-open = 🟢 Ouvrir
mode-votes = 🗳 Voter seulement
mode-closed = 🔴 Fermer
set-review-on = 👀 Relire avant de publier
set-review-off = 📨 Publier directement
set-fair-on = ⚖️ Faire passer les nouveaux d'abord
set-fair-off = ⚖️ Classer par votes seuls
set-hallnext-on = 📺 Afficher les suivantes
set-hallnext-off = 📺 Cacher les suivantes

desk-pending = à relire
desk-waiting = dans la file
desk-taken = en main
desk-later = pour plus tard
desk-answered = réponse donnée
desk-private = réponse par écrit
desk-aside = mise de côté
desk-personal = situation personnelle
desk-merged = regroupée
desk-withdrawn = retirée

journal = <b>📖 Le journal</b>
journal-empty = Rien n'a encore été fait.
journal-line = { $hour } · { $name } · { $what }
journal-earlier = ‹ Plus tôt
deed-approve = publie
deed-take = prend
deed-renew = garde
deed-show = met à l'écran
deed-answer = note qu'on a répondu à la
deed-private = répond par écrit
deed-back = remet dans la file
deed-later = garde pour plus tard
deed-aside = met de côté
deed-personal = met en situation personnelle
deed-reword = reformule
deed-assign = dit pour qui est
deed-star = marque d'une étoile
deed-lapse = reprend (10 min passées)
deed-conclude = note, après l'écran, qu'on a répondu à la
deed-merge = regroupe
deed-unmerge = sépare
deed-mute = bloque la personne qui a posé la
deed-unmute = débloque la personne qui a posé la
deed-floor = écrit, de la salle,
deed-umbrella = écrit une question commune,
deed-undo = annule
deed-setting = change un réglage

summary = <b>📊 Le bilan</b>
summary-no-theme = Sans thème
summary-line =
    <b>{ $theme }</b>
    { $asked ->
        [one] { $asked } posée
       *[other] { $asked } posées
    } · { $answered } avec réponse · { $waiting } en attente
summary-unreached = { $count ->
    [one] { $count } question n'a pas eu sa réponse : on peut encore y répondre par écrit.
   *[other] { $count } questions n'ont pas eu leur réponse : on peut encore y répondre par écrit.
}
unreached = <b>Sans réponse</b> : touchez un numéro, puis écrivez.
unreached-none = Plus personne n'attend de réponse par écrit.

paper-queue-caption = 🖨 La file à imprimer
paper-list-caption = Toutes les questions, sans les noms
paper-as-of = { $day }, { $hour }
paper-votes = { $count ->
    [one] { $count } voix
   *[other] { $count } voix
}

hall-ask = Posez votre question
hall-soon = Ensuite
hall-for = Pour : { $speaker }
hall-votes = { $count ->
    [one] { $count } voix
   *[other] { $count } voix
}
hall-number = Question n° { $number }
hall-lost = Connexion perdue, on se reconnecte…

# À une personne qui a parlé de sa situation, puis à celle qui l'écoute.
confide-offer = Cette personne peut aussi lire votre message ici, sans votre nom, et vous répondre. Il ne part que si vous touchez le bouton.
confide = 🤝 Lui transmettre mon message
confide-done = 🤝 C'est transmis, sans votre nom. La réponse arrivera ici.
confide-nobody = Personne ne peut lire votre message ici pour le moment. Écrivez ou téléphonez au contact ci-dessus.
confided-already = C'est déjà transmis.
confided =
    🤝 Quelqu'un vous confie sa situation (question n° { $number }). La salle ne la voit pas. Vous ne recevez pas le nom de cette personne.

    { $text }
confided-voice = 🤝 Quelqu'un vous confie sa situation par message vocal (question n° { $number }). La salle ne l'entend pas. Vous ne recevez pas le nom de cette personne.
confided-more =
    🤝 La suite, de la personne de la question n° { $number } :

    { $text }
confided-answer = 💬 Lui répondre
confided-write = Écrivez votre réponse à la personne de la question n° { $number }. Elle seule la lira. Elle ne verra pas votre nom, sauf si vous l'écrivez.
confide-reply =
    💬 Réponse à ce que vous avez confié (question n° { $number }) :

    { $text }
confide-again = 💬 Lui écrire encore
confide-write = Écrivez la suite : seule cette personne la lira.
confide-sent = C'est envoyé.
confide-unreached = Je ne peux plus joindre cette personne ici.
question-only-text = Ici, j'ai besoin de texte : écrivez-le en quelques mots.
hall-upcoming = n° { $number } ▲ { $votes }
question-how = Touchez <b>❓ Poser une question</b>, puis écrivez-la.
question-how-awaited = Écrivez-la : votre prochain message part aux modérateurs.
question-about-asking =
    Votre question part <b>sans votre nom</b>. La salle n'en lit que le texte.
    Vous pourrez ensuite y montrer votre prénom, ou la retirer.
question-own-life =
    Cette phrase parle peut-être de votre vie ou de votre santé. Envoyée, elle serait <b>lue par toute la salle</b>.
    Pour en parler aux organisateurs :
    { $contact }
question-still-awaited = J'attends toujours votre question pour les intervenants.
question-all-the-same = Et si c'était une question pour les intervenants ?
question-for-the-speakers = Est-ce une question pour les intervenants ?
question-send-anyway = 📨 L'envoyer quand même
question-send-publicly = 📨 Oui, la rendre publique
words-about-asking = anonyme, anonymes, anonymement, anonymat, voit mon nom, voir mon nom, vois mon nom, voient mon nom, verra mon nom, verront mon nom, voit notre nom, voit nos noms, voit qui, lit mon nom, affiche mon nom, affichez mon nom, afficher mon nom, montre mon nom, montrez mon nom, mon nom s'affiche, mon nom s'affichera, mon nom apparaît, mon nom apparaîtra, mon nom est affiché, mon nom sera, donner mon nom, donne mon nom, dire mon nom, dit mon nom, mettre mon nom, sans mon nom, sous mon nom, avec mon nom, voit mon prénom, voir mon prénom, verra mon prénom, affiche mon prénom, qui lit les questions, qui lit ma question, qui va lire ma question, qui voit ma question, qui verra ma question, ma question est publique, ma question sera publique, les questions sont publiques, savent qui je suis, sait qui je suis, saura qui je suis, sauront qui je suis, connaissent mon nom, connaître mon nom, qui je suis
words-health = santé mentale, malade, malades, maladie, handicap, handicapé, handicapée, handicapés, sourd, sourde, sourds, malentendant, malentendante, aveugle, malvoyant, malvoyante, fauteuil roulant, en fauteuil, béquilles, enceinte, diabète, diabétique, cancer, dépression, dépressif, dépressive, hôpital, hospitalisé, hospitalisée, médicament, médicaments, psychiatre, interprète, langue des signes, allergie, allergique, suicide
words-first-person = je, j, moi, mon, ma, mes, moi-même, m'a, m'ont, m'avez, m'est, m'aider, m'aide, m'as, m'arrive
words-introducing-a-question = je voudrais savoir, je voulais savoir, je voudrais demander, je voudrais poser une question, j'aimerais savoir, j'aimerais comprendre, j'aimerais demander, je veux savoir, je souhaite savoir, je souhaiterais savoir, je me demande, je demande, je vous demande, ma question, j'ai une question, moi ma question, dites-moi, expliquez-moi, pouvez-vous me dire, je pense, je crois, je trouve, à mon avis, selon moi, pour moi, je ne comprends pas, je comprends pas, mon quartier, ma commune, ma ville, mon île, mon pays
words-to-the-speakers = aux intervenants, aux orateurs, aux conférenciers, à la table ronde je, mesdames et messieurs, mesdames messieurs, monsieur le maire, madame la maire, monsieur le préfet, madame la préfète, monsieur le président, madame la présidente, monsieur le directeur, madame la directrice, question pour monsieur, question pour madame, question à monsieur, question à madame, question pour les intervenants

question-soon =
    🎤 Votre question n° { $number } passe bientôt. Je vous préviendrai quand elle sera à l'écran.
    <i>{ $text }</i>
question-read-again =
    Une personne relit votre question n° { $number }. Ensuite, elle pourra revenir dans la file.
    <i>{ $text }</i>
state-live = à l'écran en ce moment
queue-at-once = ▶️ la suivante va droit à l'écran
set-at-once-on = 📺 Montrer la suivante tout de suite
set-at-once-off = 📄 Lire la suivante avant de la montrer
queue-all = 📋 Toute la file (+{ $count })
queue-all-waiting = <b>📋 Toute la file</b>
queue-not-there = La question n° { $number } n'existe pas.
queue-number-unclear = Je ne vois pas de numéro. Écrivez par exemple { $open } pour lire la n° 4, ou { $take } pour la prendre.
queue-is-held = La n° { $number } est entre les mains de { $name }.
queue-is-withdrawn = La personne qui a posé la n° { $number } l'a retirée.
queue-is-answered = La n° { $number } a déjà eu sa réponse.
queue-is-pending = La n° { $number } n'est pas encore publiée : relisez-la d'abord.
queue-is-aside = La n° { $number } est mise de côté. Sa fiche permet de la remettre.
queue-is-personal = La n° { $number } est une situation personnelle : on ne la pose pas en salle.
queue-is-joined = La n° { $number } est posée avec la n° { $head }.
queue-open-card = 📄 Ouvrir la n° { $number }
queue-hidden = (texte non montré)
queue-none-on-screen = Rien n'est à l'écran. Écrivez le numéro, par exemple { $command }.
queue-first-to-review = 🔔 Une première question est à relire.
queue-open-hall = 📺 Ouvrir l'écran de la salle
question-reworded =
    ✏️ Les modérateurs ont écrit votre question n° { $number } autrement. La salle lira :
    <i>{ $text }</i>
    Votre prénom n'est plus affiché avec elle.
question-as-you-asked =
    ↩️ Votre question n° { $number } est de nouveau comme vous l'avez écrite, avec votre prénom.
    <i>{ $text }</i>
export-from-people = par message
export-from-floor = de la salle
export-over-several = question commune
words-question-number = n°, no, numéro, la numéro, la n°, question, la question, question n°, la question n°, question numéro, la question numéro, fiche, la fiche
queue-panel-closed = Cette file est fermée.
hall-thanks = Merci pour vos questions !
words-no-question = pas une question, ce n'est pas une question, c'est pas une question, aucune question, pas de question
words-question = question, questions
words-own-question = ma question, mes questions, ma dernière question, cette question, la dernière question
words-withdraw = retirer, retirez, retire, enlever, enlevez, enlève, supprimer, supprimez, supprime, effacer, effacez, efface, annuler, annulez, annule, reprendre, reprends, regrette
words-unsend = n'envoie pas, n'envoyez pas, ne l'envoie pas, ne l'envoyez pas, pas envoyer ça, ne la publiez pas, ne publiez pas ça
words-others-questions = questions des autres, question des autres, autres questions, les questions posées, toutes les questions, lire les questions, voir les questions, voter pour la question, vote pour la question, voter pour la, soutenir la question, soutenir une question, je vote pour
words-order-next = la suivante, suivante svp, la suivante svp, question suivante, passe à la suivante, passer à la suivante, la prochaine, prochaine question, la prochaine question, suivant, montre la suivante, prends la suivante, la question d'après
words-order-queue = la file, voir la file, montre la file, la file d'attente, liste des questions, la liste des questions, les questions qui attendent, qui attend, ce qui attend
words-order-review = à relire, les questions à relire, relis
words-order-answered = réponse donnée, c'est répondu, répondu, répondue, on y a répondu, terminé, c'est fait, c'est bon elle est posée
words-order-summary = le bilan, résumé, le résumé, fais-moi le résumé, fais moi le résumé, fais le bilan, le bilan svp, un résumé
words-order-settings = réglages, les réglages, modérer, ferme les questions, fermer les questions, ouvre les questions, ouvrir les questions
queue-write-answer-for-all =
    Écrivez la réponse à la n° { $number }. Les personnes qui l'ont posée la recevront.
    Le compte rendu public la montrera aussi. Vous pourrez l'en enlever.
queue-answer-in-account = Le compte rendu public montrera aussi cette réponse.
queue-in-account = 🌍 La mettre au compte rendu
queue-not-in-account = 🚫 L'enlever du compte rendu
queue-in-account-done = C'est noté : la réponse est dans le brouillon du compte rendu.
queue-not-in-account-done = C'est noté : la réponse n'est plus dans le brouillon du compte rendu.
queue-answer-was = <i>Réponse écrite : { $answer }</i>

# La règle : qui choisit, dans quel ordre, ce qui est mis de côté.
rule-open = ⚖️ Lire la règle
rule-line = Comment les questions sont choisies : /regle
rule-title = La règle des questions
rule-who = Des modérateurs choisissent les questions. Chacun peut lire celles qui attendent, et les soutenir.
rule-direct = Votre question paraît tout de suite. Avec un nom ou un numéro dedans, un modérateur la lit d'abord.
rule-direct-but-browser = Dans Telegram, votre question paraît tout de suite. Un modérateur lit d'abord celles du navigateur, et celles avec un nom ou un numéro dedans.
rule-review = Un modérateur lit chaque question. Ensuite elle paraît, et chacun peut la soutenir.
rule-order = La question la plus soutenue passe d'abord. À égalité, la plus ancienne passe d'abord.
rule-order-new = La question la plus soutenue passe d'abord. Une personne pas encore entendue passe un peu plus tôt. Un thème pas encore traité aussi.
rule-together = Des questions qui disent la même chose sont posées ensemble. Un modérateur peut aussi prendre une autre question.
rule-aside = Un modérateur peut mettre une question de côté. La personne qui l'a posée reçoit la raison :
rule-private = Une question sur votre vie personnelle n'est pas posée en public. Vous recevez un contact qui peut vous aider.
rule-ask-why = Vous pouvez demander pourquoi : { $contact }
rule-withdraw = Vous pouvez retirer votre question avec /mesquestions, tant qu'elle n'a pas eu de réponse.
rule-after = Ensuite, /suites dit ce que sont devenues les questions.
