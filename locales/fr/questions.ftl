### Salle 4 : les questions à la table ronde.

question-invitation = Écrivez votre question : <b>votre prochain message</b> part tout droit aux modérateurs.
question-leave = ✖️ Finalement non
question-left = D'accord. Ce sera pour une autre fois.
question-send = 📨 L'envoyer comme question
question-acknowledged = 📨 C'est noté : <b>question n° { $number }</b>. Je vous dirai quand elle sera prise.
question-empty = Je n'ai pas vu de question dans ce message. Écrivez-la en quelques mots.
question-not-text = Pour une question, j'ai besoin de texte ou de votre voix. Écrivez-la en quelques mots.
question-too-long = C'est une belle question, mais longue : { $characters } caractères. Pouvez-vous la dire en { $longest } au plus ?
question-too-many = { $count ->
    [one] Une de vos questions attend déjà. Je garde celle-ci : envoyez-la dès que l'autre sera prise.
   *[other] { $count } de vos questions attendent déjà. Je garde celle-ci : envoyez-la dès que l'une sera prise.
}
question-too-soon = Encore { $seconds } s avant la question suivante, pour que chacun ait son tour. Je garde la vôtre : touchez le bouton dans un instant.
question-again = 📨 L'envoyer maintenant
question-taken =
    🎤 Votre question n° { $number } est prise : on y répond maintenant.
    <i>{ $text }</i>
question-answered =
    ✅ Votre question n° { $number } a eu sa réponse. Merci !
    <i>{ $text }</i>
question-aside =
    Votre question n° { $number } est mise de côté. { $reason } Merci de l'avoir posée.
    <i>{ $text }</i>

queue-panel =
    <b>📥 La file</b>
    { $waiting } en attente · { $taken } en main · { $answered ->
        [one] { $answered } répondue
       *[other] { $answered } répondues
    }
queue-line = <b>{ $number }.</b> { $text }
queue-as-of = à { $hour }
queue-next = ▶️ Suivante
queue-show = 📥 La file
queue-empty = Personne n'attend : la file est vide.
queue-card =
    <b>Question n° { $number }</b>

    { $text }
queue-card-answered =
    ✅ <b>Question n° { $number }</b> : répondue

    { $text }
queue-card-aside =
    🗂 <b>Question n° { $number }</b> : mise de côté ({ $reason })

    { $text }
queue-answered = ✅ Répondue
queue-aside = 🗂 Mettre de côté
queue-too-late = Déjà fait par quelqu'un d'autre.
queue-too-late-by = Déjà fait par { $name }.
queue-too-late-yours = Vous l'avez déjà fait.
queue-too-late-withdrawn = Son auteur l'a retirée.
queue-not-yours = La file est réservée aux modérateurs.

hall-waiting = { $count ->
    [0] Posez vos questions à Kozé
    [one] { $count } question en attente
   *[other] { $count } questions en attente
}

question-held = Une personne la lit d'abord, puis elle part dans la file.
question-which-theme = De quoi parle-t-elle ? Une touche suffit, et c'est facultatif.
question-no-theme = Aucun thème
question-mine = 📋 Mes questions
question-alike = Est-ce l'une de celles-ci ? Touchez-la pour la soutenir à la place de la vôtre. Sinon, la vôtre reste.
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
question-edited = ✏️ C'est changé : <b>question n° { $number }</b>.
question-taken-up = Elle est déjà entre les mains d'un modérateur : elle ne change plus.
question-closed-already = Elle est déjà passée : il n'y a plus rien à retirer.
question-really-withdraw =
    Retirer votre question n° { $number } ?
    <i>{ $text }</i>
question-withdrawn = 🗑 Votre question n° { $number } est retirée.
question-voice = 🎙 message vocal, { $seconds } s
question-voice-warning = Un message vocal, pourquoi pas ! Les modérateurs entendront votre voix telle quelle, puis écriront la phrase que la salle lira. On l'envoie ?
question-voice-send = 🎙 Oui, envoyer ma voix
question-long-voice = { $minutes } minutes, c'est long pour une question. Dites-la en trois minutes au plus, ou écrivez-la.
question-muted = Les modérateurs ne prennent plus vos questions pour le moment. Vous pouvez soutenir celles des autres.
question-not-yet = Les questions s'ouvrent le { $day } à { $hour }. À bientôt !
question-votes-only = On ne prend plus de nouvelles questions, mais votre voix compte encore : soutenez celles qui attendent.
question-closed = Les questions sont closes. Merci à toutes et à tous !
question-approved =
    📬 Votre question n° { $number } est dans la file.
    <i>{ $text }</i>
question-personal =
    Votre question n° { $number } parle de votre situation : elle mérite mieux qu'un micro. Elle ne sera pas posée, et la salle ne la voit pas. Voici qui peut vous aider :
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
question-written-answer =
    💬 Une réponse à votre question n° { $number } :
    <i>{ $text }</i>

    { $answer }

state-pending = en lecture
state-waiting = dans la file
state-taken = on la pose
state-answered = répondue
state-answered-privately = répondue par écrit
state-aside = mise de côté
state-personal = à voir avec une personne qui peut vous aider
state-confided = confiée à une personne
state-merged = posée avec d'autres
state-withdrawn = retirée

reason-topic = Hors du sujet
reason-answered = Déjà répondue
reason-question = Pas une question
reason-unclear = Pas assez claire
reason-tone = Le ton
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
vote-closed = Les votes sont clos.

queue-beside = { $pending } à relire · { $later } pour plus tard
queue-live = 📺 <b>n° { $number }</b> · 👍 { $votes } · { $text }
queue-open = 🟢 ouverte
queue-votes-only = 🗳 votes seulement
queue-closed = 🔴 fermée
queue-reviewed = relecture avant
queue-not-reviewed = publication directe
queue-panel-below = ↓ La file est plus bas.
queue-review = 👀 Relire
queue-review-next = ⏭ À relire
queue-hand = ✋ En main
queue-later-list = ⏸ Plus tard
queue-floor = 🎙 De la salle
queue-settings = ⚙️ Réglages
queue-first-waits = 🔔 Une première question attend.
queue-nothing-to-review = Rien à relire.
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
queue-renew = ⏱ Encore 10 min
queue-on-screen = 📺 À l'écran
queue-held-until = ✋ En main jusqu'à { $hour }
queue-lapsed =
    ⏱ La n° { $number } est restée dix minutes en main : elle est de nouveau dans la file.
    <i>{ $text }</i>
queue-later = ⏸ Plus tard
queue-back = ↩️ Rendre
queue-take = ✋ Prendre
queue-restore = ↩️ Remettre
queue-private = 💬 Répondre par écrit
queue-split = ✂️ Séparer
queue-undo = ↶ Annuler
queue-sees-phone = ⚠️ un téléphone : { $text }
queue-sees-email = ⚠️ une adresse : { $text }
queue-sees-link = ⚠️ un lien : { $text }
queue-sees-name = ⚠️ peut-être le nom de quelqu'un : { $text }
queue-merge = 🔗 Regrouper
queue-for = 🎤 Pour qui
queue-star = ⭐ Étoile
queue-unstar = ☆ Sans étoile
queue-others = ⋯ Autres
queue-personal = 🤝 Situation personnelle
queue-personal-yes = 🤝 Oui
queue-really-personal = La question n° { $number } ne sera pas posée en salle : son auteur reçoit un contact qui peut l'aider. C'est bien cela ?
queue-absorb = 🔗 Y joindre
queue-parts = ✂️ Séparer
queue-mute = 🔇 Couper l'auteur
queue-which-reason =
    Pourquoi mettre de côté la n° { $number } ? Son auteur le saura.
    <i>{ $text }</i>
queue-for-whom = Pour qui est la question n° { $number } ?
queue-for-all = Pour tout le monde
queue-merge-into = Poser la n° { $number } avec laquelle ?
queue-absorb-which = Laquelle joindre à la n° { $number } ?
queue-parts-of = { $count ->
    [0] Rien n'est regroupé avec la n° { $number }.
   *[other] Posées avec la n° { $number } :
}
queue-muted = 🔇 L'auteur de la n° { $number } ne peut plus poser de question.
queue-unmuted = L'auteur de la n° { $number } peut de nouveau poser des questions.
queue-voice = 🎙 <b>Question n° { $number }</b>. Écrivez la phrase que la salle lira.
queue-write-answer = Écrivez la réponse à la n° { $number } : seules les personnes qui l'ont posée la liront.
queue-write-reworded =
    Écrivez la n° { $number } comme la salle doit la lire. Pour l'instant :
    <i>{ $text }</i>
queue-write-floor = Écrivez la question de la salle : elle entre tout de suite dans la file.
queue-write-umbrella = Écrivez la question qui en réunit plusieurs ; vous y joindrez les autres ensuite.
queue-line-not-taken = Il me faut une phrase, en 1 000 caractères au plus.
queue-added =
    ➕ <b>Question n° { $number }</b>, dans la file

    { $text }
queue-draft =
    <b>Avant de publier la n° { $number }</b>

    { $text }
queue-publish = ✅ Publier ainsi
queue-answered-in-private = { $count ->
    [0] 💬 n° { $number } : répondue. Personne ne peut plus être joint.
    [one] 💬 n° { $number } : réponse envoyée à { $count } personne.
   *[other] 💬 n° { $number } : réponse envoyée à { $count } personnes.
}
queue-withdrawn = La question n° { $number } vient d'être retirée par son auteur.
queue-in-hand = <b>✋ Vous avez en main</b>
queue-hand-empty = Vous n'avez rien en main.
queue-kept = <b>⏸ Pour plus tard</b>
queue-kept-empty = Rien n'est gardé pour plus tard.
queue-unknown = Cette question n'existe pas.
queue-in-other-hands = Un autre modérateur l'a en main.
queue-needs-line = C'est une voix : écrivez d'abord la phrase que la salle lira.
queue-in-private = Cela s'écrit en privé : je vous l'y envoie.
queue-undo-too-late = Trop tard pour annuler.
queue-set-already = C'est déjà ainsi.
queue-set-by = ⚙️ { $name } : { $what }
queue-settings-are = <b>⚙️ Réglages des questions</b>
queue-hall-at = Écran de la salle : { $path }
queue-umbrella = ☂️ En réunir
queue-journal = 📖 Journal
queue-summary = 📊 Bilan par thème
queue-print = 🖨 Imprimer
queue-unreached = 💬 Répondre par écrit

mode-schedule = 🕗 Selon l'horaire
mode-open = 🟢 Ouvrir
mode-votes = 🗳 Votes seuls
mode-closed = 🔴 Fermer
set-review-on = 👀 Relire avant de publier
set-review-off = 📨 Publier directement
set-fair-on = ⚖️ Équité
set-fair-off = ⚖️ Sans équité
set-hallnext-on = 📺 + suivantes
set-hallnext-off = 📺 sans suivantes

desk-pending = à relire
desk-waiting = dans la file
desk-taken = en main
desk-later = pour plus tard
desk-answered = répondue
desk-private = répondue par écrit
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
deed-answer = répondue
deed-private = répond par écrit
deed-back = rend
deed-later = garde pour plus tard
deed-aside = met de côté
deed-personal = situation personnelle
deed-reword = reformule
deed-assign = destine
deed-star = étoile
deed-lapse = reprend (10 min passées)
deed-merge = regroupe
deed-unmerge = sépare
deed-mute = coupe l'auteur de
deed-unmute = rend la parole à l'auteur de
deed-floor = écrit, de la salle,
deed-umbrella = écrit, pour en réunir,
deed-undo = annule
deed-setting = change un réglage

summary = <b>📊 Le bilan</b>
summary-no-theme = Sans thème
summary-line =
    <b>{ $theme }</b>
    { $asked ->
        [one] { $asked } posée
       *[other] { $asked } posées
    } · { $answered ->
        [one] { $answered } répondue
       *[other] { $answered } répondues
    } · { $waiting } en attente
summary-unreached = { $count ->
    [one] { $count } question n'a pas eu sa réponse : on peut encore y répondre par écrit.
   *[other] { $count } questions n'ont pas eu leur réponse : on peut encore y répondre par écrit.
}
unreached = <b>Sans réponse</b> : touchez un numéro, puis écrivez.
unreached-none = Plus personne n'attend de réponse par écrit.

paper-queue-caption = 🖨 La file à imprimer
paper-list-caption = Toutes les questions, sans leurs auteurs
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
confide-nobody = Personne ne peut le recevoir ici pour le moment : le contact reste le bon chemin.
confided-already = C'est déjà transmis.
confided =
    🤝 Quelqu'un vous confie sa situation (question n° { $number }). La salle ne la voit pas, et le nom de cette personne ne vous est pas donné.

    { $text }
confided-voice = 🤝 Quelqu'un vous confie sa situation de vive voix (question n° { $number }). La salle ne l'entend pas, et le nom de cette personne ne vous est pas donné.
confided-more =
    🤝 La suite, de la personne de la question n° { $number } :

    { $text }
confided-answer = 💬 Lui répondre
confided-write = Écrivez votre réponse à la personne de la question n° { $number } : elle seule la lira, et votre nom n'y est pas si vous ne le mettez pas.
confide-reply =
    💬 La personne à qui vous vous êtes confié·e (question n° { $number }) vous répond :

    { $text }
confide-again = 💬 Lui écrire encore
confide-write = Écrivez la suite : seule la personne à qui vous vous êtes confié·e la lira.
confide-sent = C'est envoyé.
confide-unreached = Je ne peux plus joindre cette personne ici.
question-only-text = Ici, j'ai besoin de texte : écrivez-le en quelques mots.
hall-upcoming = n° { $number } ▲ { $votes }
