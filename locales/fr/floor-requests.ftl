### Demander la parole : la file du micro dans les échanges avec la salle.

floor-ask = ✋ Demander la parole
floor-ask-again = ✋ Redemander la parole
floor-offer = Vous préférez parler au micro ? C'est possible en ce moment.
floor-invitation = 🎤 Vous voulez parler au micro, dans la salle ? Touchez « ✋ Demander la parole ».
floor-will-see-name = Les modérateurs verront votre prénom, pour vous appeler : <b>{ $name }</b>.
floor-will-see-no-name = Les modérateurs vous appelleront par un numéro.
floor-joined = ✋ <b>C'est noté : vous avez demandé la parole.</b>
floor-already = ✋ <b>Vous avez demandé la parole.</b>
floor-ahead = { $count ->
    [0] Vous êtes la prochaine personne.
    [one] Une personne passe avant vous.
   *[other] { $count } personnes passent avant vous.
}
floor-newcomers-first = Les personnes qui n'ont pas encore parlé passent d'abord.
floor-name-shown = Les modérateurs voient votre prénom, pour vous appeler : <b>{ $name }</b>.
floor-name-hidden = Les modérateurs ne voient pas votre prénom. Ils appelleront le <b>n° { $number }</b> : c'est vous.
floor-stay-near = Je vous préviendrai ici : gardez votre téléphone à la main.
floor-show = 🔢 Où en suis-je ?
floor-hide-name = 👤 Cacher mon prénom
floor-show-name = 👤 Montrer mon prénom
floor-leave = ✖️ Retirer ma demande
floor-left = D'accord, votre demande est retirée.
floor-nothing-to-leave = Vous n'avez pas de demande en cours.
floor-your-turn = 🎤 <b>C'est à vous !</b> Levez la main : on vous apporte le micro.
floor-your-number = On appelle le <b>n° { $number }</b>.
floor-come = 🙋 J'arrive
floor-pass = Je laisse ma place
floor-coming = 🎤 <b>C'est à vous !</b> On vous attend : levez la main, le micro arrive.
floor-passed = D'accord, vous laissez votre place. Merci de l'avoir dit.
floor-too-late = Ce n'est plus votre tour.
floor-get-ready = 🔔 <b>Préparez-vous</b> : après la personne qui parle, c'est à vous.
floor-skipped = On vous a appelé au micro, sans vous trouver. Votre demande est maintenant à la fin de la file.
floor-absent = On vous a appelé deux fois au micro, sans vous trouver. Votre demande est retirée. Vous pouvez la refaire.
floor-over = Le temps du micro est terminé, et votre tour n'est pas venu. Merci d'avoir attendu !
floor-cleared = Les modérateurs ont vidé la file du micro, et votre tour n'est pas venu. Merci d'avoir attendu !
floor-write = Vous pouvez aussi écrire votre question : elle part aux modérateurs.
floor-closed = 🎤 On ne demande pas la parole en ce moment.
floor-opens = Ce sera possible pendant : <b>{ $title }</b> ({ $day }, { $hour }).
floor-heard = Vous avez eu la parole. Merci !
floor-muted = Les modérateurs ne prennent pas vos demandes pour le moment.

# Pour les modérateurs
floor-not-yours = Seuls les modérateurs donnent la parole.
floor-panel = <b>🎤 La file du micro</b>
floor-panel-below = ↓ La file du micro est plus bas.
floor-panel-closed = Cette file est fermée.
floor-open-by-programme = 🟢 Ouverte, selon le programme
floor-open-by-hand = 🟢 Ouverte à la main
floor-closed-by-programme = 🔴 Fermée, selon le programme
floor-closed-by-hand = 🔴 Fermée à la main
floor-speaker = 🎤 <b>{ $name }</b> a la parole
floor-speaker-coming = 🎤 <b>{ $name }</b> a la parole · a répondu : « J'arrive »
floor-speaker-unreachable = 📵 Le message ne peut pas arriver : appelez cette personne.
floor-nobody = Personne n'attend.
# $place est le rang ; $mark : new (n'a pas encore parlé), skipped (appelé une fois sans venir), none
floor-line = { $place }. { $name }{ $mark ->
    [new] {" "}🆕
    [skipped] {" "}· n'était pas là
   *[none] {""}
}
floor-more = … et { $count ->
    [one] une autre personne
   *[other] { $count } autres personnes
}
floor-legend = 🆕 : n'a pas encore parlé
floor-counts = { $asked ->
    [one] 🎤 Une demande
   *[other] 🎤 { $asked } demandes
} · { $given ->
    [0] pas encore de prise de parole
    [one] une prise de parole
   *[other] { $given } prises de parole
} · { $newcomers ->
    [0] pas encore de nouvelle voix
    [one] une nouvelle voix
   *[other] { $newcomers } nouvelles voix
}
floor-someone = Quelqu'un (n° { $number })
floor-on-page = Une personne sur la page (n° { $number })
floor-done = ✅ A terminé
floor-skip = 🚶 Pas là
floor-give-next = ▶️ Donner la parole : { $name }
floor-mode-programme = 🗓 Selon le programme
floor-mode-open = 🟢 Ouvrir la file
floor-mode-closed = 🔴 Fermer la file
floor-newcomers = ⚖️ Nouvelles voix d'abord
floor-in-order = ⚖️ Par ordre de demande
floor-clear = 🧹 Vider
floor-clear-ask = { $count ->
    [0] Personne n'attend.
    [one] Vider la file ? Une personne attend : je la préviendrai.
   *[other] Vider la file ? { $count } personnes attendent : je les préviendrai.
}
floor-clear-yes = 🧹 Oui, vider la file
floor-cleared-toast = { $count ->
    [0] Personne n'attendait.
    [one] Une demande est retirée.
   *[other] { $count } demandes sont retirées.
}
floor-given = { $name } a la parole.
floor-given-by-other = Entre-temps, quelqu'un a donné la parole : { $name }.
floor-changed = La file a changé entre-temps : regardez-la encore une fois.
floor-gone = Cette personne n'attend plus.
floor-to-the-end = { $name } passe à la fin de la file.
floor-out = { $name } n'est plus dans la file.
floor-gave-up = { $name } laisse sa place.
floor-first-waits = 🎤 Quelqu'un demande la parole.
floor-queue = 🎤 Voir la file du micro
floor-set-by = 🎤 { $name } : { $what }

command-parole = Demander la parole (micro)
held-floor-request = • Vous avez demandé la parole le { $day }
held-floor-request-named = • Vous avez demandé la parole le { $day }, avec votre prénom : { $name }
held-floor-panel = • Vous voyez la file du micro

# Lus, jamais montrés
# the whole text: somebody wants to speak in the hall
words-floor = parole, la parole, micro, le micro, je veux parler, je voudrais parler, je peux parler, puis-je parler, est-ce que je peux parler, je veux prendre la parole, je voudrais prendre la parole, je souhaite prendre la parole, je peux prendre la parole, puis-je prendre la parole, prendre la parole, j'aimerais parler, j'aimerais prendre la parole, je veux le micro, je voudrais le micro, je peux avoir le micro, puis-je avoir le micro, passez-moi le micro, parler au micro, je veux parler au micro, je voudrais parler au micro, je demande la parole
# the same as a part of a short text
words-floor-phrase = demander la parole, avoir la parole, retirer ma demande de parole, me donner la parole, demander le micro, avoir le micro s'il vous plaît
words-order-floor = qui demande la parole, file du micro, la file du micro, qui attend le micro
