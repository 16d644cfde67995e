### La page du navigateur : pour poser une question sans Telegram, et ce que les modérateurs en règlent.

page-skip = Aller à la question
page-languages = Langue de la page
page-lost = Connexion perdue. On se reconnecte…
page-now = En ce moment
page-telegram = Vous avez Telegram ? Kozé vous y répond sur votre téléphone.
page-telegram-open = Ouvrir dans Telegram
page-ask = Posez votre question
page-ask-label = Votre question aux intervenants
page-ask-easy = Sans compte, sans nom, sans e-mail. { $longest } caractères au plus.
page-ask-reviewed = Une personne la lit d'abord. Ensuite, la salle peut la soutenir.
page-ask-send = Envoyer ma question
page-ask-anyway = Envoyer quand même aux intervenants
page-rule = Comment les questions sont choisies
page-room-code = Code affiché à l'écran de la salle
page-room-code-help = Quatre chiffres, à écrire une seule fois.
page-checking = Petite vérification, quelques secondes…
page-asking-closed = On ne prend pas de questions par cette page pour le moment. Sur Telegram, ou au micro, c'est possible.
page-asking-later = On ne prend pas de questions pour le moment.
page-too-many = { $count ->
    [one] Une de vos questions attend déjà. Envoyez celle-ci quand l'autre sera passée.
   *[other] { $count } de vos questions attendent déjà. Envoyez celle-ci quand l'une sera passée.
}
page-too-soon = { $seconds ->
    [one] Encore une seconde avant la question suivante, pour que chacun ait son tour. Votre texte est toujours là.
   *[other] Encore { $seconds } secondes avant la question suivante, pour que chacun ait son tour. Votre texte est toujours là.
}
page-how-asking-works = Écrivez votre question, puis touchez « Envoyer ma question ». Personne ne voit qui l'a posée : la page ne connaît pas votre nom.
page-about-own-questions = Vos questions sont plus bas, sous « Mes questions ». Vous pouvez y retirer celles qui attendent.
page-accepted = C'est noté : question n° { $number }.
page-accepted-reviewed = C'est noté : question n° { $number }. Une personne la lit, puis la salle peut la soutenir.
page-repeated = Cet envoi est déjà arrivé : rien n'est compté deux fois.
page-similar = Quelqu'un a peut-être déjà posé votre question. C'est l'une de celles-ci ?
page-similar-support = Soutenir la n° { $number } à la place de la mienne
page-similar-done = C'est fait : vous soutenez l'autre question, et la vôtre est retirée.
page-similar-gone = L'une des deux questions n'attend plus. Rien n'a changé.
page-questions = Les questions de la salle
page-questions-none = Aucune question n'attend. Posez la première !
page-questions-more = { $count ->
    [one] Et une autre question, avec moins de voix.
   *[other] Et { $count } autres questions, avec moins de voix.
}
page-question-live = On y répond maintenant
page-votes = { $count ->
    [one] { $count } voix
   *[other] { $count } voix
}
page-support = Soutenir
page-supported = Vous la soutenez
page-of-question = la question n° { $number }
page-voted = C'est compté.
page-vote-closed = On ne peut pas voter pour le moment.
page-mine = Mes questions
page-mine-none = Vous n'avez pas encore posé de question ici.
page-withdraw = Retirer
page-withdrawn = C'est fait : la question est retirée.
page-withdraw-late = Elle est déjà passée : il n'y a plus rien à retirer.
page-private-case = Voici qui peut vous aider :
page-take = Avec Telegram aussi
page-take-why = Si vous avez Telegram, Kozé peut vous y écrire quand votre question passe. Sinon, gardez cette page.
page-take-button = Retrouver mes questions dans Telegram
page-take-ready = Ouvrez ce lien dans l'heure, sur le téléphone où vous avez Telegram. Il ne sert qu'une fois.
page-take-linked = Ces questions sont aussi dans votre Telegram.
page-data = Mes données
page-data-what = Kozé garde vos questions et vos voix sous un numéro tiré au hasard. Pas de nom, sauf le prénom que vous donnez pour le micro.
page-data-see = Voir ce que Kozé garde
page-data-nothing = Kozé ne garde rien sur vous.
page-erase = Tout effacer
page-erase-sure = Si vous effacez tout, vos questions qui attendent seront retirées.
page-erase-link = Ce navigateur oublie votre Telegram. Pour effacer le reste, écrivez /effacer dans Telegram.
page-erased = C'est effacé.
page-search = Le programme et le lieu
page-search-label = Que voulez-vous savoir ?
page-search-example = Par exemple : à quelle heure est la pause ?
page-search-button = Demander
page-programme = Tout le programme
page-back = Revenir à la page
page-no-cookies = Votre navigateur refuse les cookies. Kozé ne peut donc pas savoir que la question vient de vous. Autorisez-les pour ce site, puis réessayez. Lire reste possible.
page-old = Cette page était ouverte depuis longtemps. Votre texte est toujours là : envoyez-le encore une fois.
page-code-wrong = Ce n'est pas le code de l'écran. Il change toutes les dix minutes : regardez-le encore une fois.
page-code-needed = Une seule fois, écrivez le code à quatre chiffres de l'écran de la salle.
page-busy = Beaucoup de monde écrit en même temps. Réessayez dans un instant : votre texte est toujours là.
page-too-large = Ce texte est beaucoup trop long. Écrivez votre question en quelques phrases.
page-failed = Cela n'a pas marché. Réessayez dans un instant : votre texte est toujours là.

taken-along = { $questions ->
    [0] C'est fait : votre navigateur et Telegram sont ensemble.
    [one] C'est fait : votre question est maintenant ici. Je vous dirai ce qu'elle devient.
   *[other] C'est fait : vos { $questions } questions sont maintenant ici. Je vous dirai ce qu'elles deviennent.
} { $votes ->
    [0] Vous n'aviez soutenu aucune question.
    [one] Votre voix vous suit.
   *[other] Vos { $votes } voix vous suivent.
}
taken-along-unknown = Ce lien a déjà servi, ou il a plus d'une heure. Demandez-en un autre sur la page.

browser-open = 🌐 Questions par le navigateur
browser-votes = 🌐 Navigateur : voter seulement
browser-closed = 🌐 Navigateur : fermer
set-browser-review-on = 🌐 Relire celles du navigateur
set-browser-review-off = 🌐 Publier celles du navigateur

held-visitor = • Un numéro tiré au hasard pour ce navigateur : { $id } ; page en { $language } ; depuis le { $day }
held-visitor-link = • Un navigateur dont les questions sont aussi dans Telegram
held-transfer-code = • Un lien pour emporter vos questions dans Telegram, effacé au bout d'une heure
hall-room-code = Sans script, code : { $code }

page-floor = Parler au micro
page-floor-name = Votre prénom, si vous voulez
page-floor-name-why = Seuls les modérateurs le voient, pour vous appeler. Sans prénom, ils appellent un numéro.
page-floor-number = Les modérateurs appelleront le <b>n° { $number }</b> : c'est vous.
page-floor-stay = Gardez cette page ouverte : elle vous appelle quand c'est à vous.
page-floor-done = C'est noté.
page-floor-late = Ce n'est plus possible : le moment est passé.
page-account = Ce que sont devenues vos questions
page-not-sent = Votre texte n'est pas encore envoyé.
