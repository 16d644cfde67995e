### Salle 2 : les réponses sur le programme et le lieu.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (en ce moment)
programme-room = { " " }· 📍 { $room }
programme-place = 📍 { $place }

now-session =
    En ce moment, depuis { $hour } et jusqu'à { $end } :
    { $session }
now-before =
    Ce n'est pas encore commencé. Ouverture le { $day } à { $hour }, avec :
    { $session }
now-between =
    Rien en ce moment. À { $hour } :
    { $session }
now-last =
    Depuis { $hour } :
    { $session }
    Je n'ai pas l'heure de fin.
now-several = En ce moment, il y a plusieurs choses :
next-session =
    Ensuite, { $wait } ({ $day }, { $hour }) :
    { $session }

session-and-speakers =
    <b>{ $title }</b>
    { $speakers }
session-alone = <b>{ $title }</b>
session-hours = { $hour } – { $end }
session-hour = { $hour }
session-past = c'est passé
session-under-way = c'est en cours
session-card =
    <b>{ $title }</b>
    🕙 { $hours }, { $day } ({ $state })
    📍 { $place }
    { $details }
session-speakers = 🗣 { $speakers }
session-point = • { $point }

event-when =
    🗓 <b>{ $day }, { $end ->
        [none] à partir de { $hour }
       *[other] de { $hour } à { $end }
    }</b> ({ $state })
    📍 { $place }
event-over =
    C'est terminé : { $title }. Merci à vous !
    Pour toute question :
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
place-no-address = Je n'ai pas d'adresse plus précise.
place-access = { $access }
contact =
    Pour joindre les organisateurs :
    { $contact }

greeting = Bonjour ! Que voulez-vous savoir ?
thanks = Avec plaisir !
not-understood = Je n'ai pas bien compris. Écrivez-le autrement, ou touchez un bouton :
not-understood-offer = Je n'ai pas bien compris. Est-ce une question pour les intervenants ?

button-programme = 📅 Le programme
button-now = ▶️ En ce moment
button-next = ⏭ Ensuite
button-place = 📍 Le lieu
button-contact = ☎️ Contact

at-nothing = À { $asked }, rien n'est prévu. Le programme { $end ->
    [none] commence à { $hour }
   *[other] va de { $hour } à { $end }
} ({ $day }).
at-several = Le { $day } à { $asked }, il y a plusieurs choses :
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = Ça commence le <b>{ $day } à { $hour }</b> ({ $wait }).
start-past = Oui, c'est commencé : le { $day } depuis { $hour }.{ $end ->
    [none] { "" }
   *[other] {" "}Fin annoncée : { $end }.
}
end-to-come =
    Fin prévue : le <b>{ $day } à { $hour }</b>.
    { $opens }
end-opens = Ce n'est pas encore commencé : ouverture le { $day } à { $hour } ({ $wait }).
end-left = Ce n'est pas fini : il reste <b>{ $left }</b>. Fin prévue : { $hour }.
end-today = Aujourd'hui, jusqu'à <b>{ $hour }</b> : il reste { $left }.
end-tomorrow = C'est fini pour aujourd'hui. On reprend le <b>{ $day } à { $hour }</b>.
end-of-all = Fin : le { $day } à { $hour }.
end-closing =
    Depuis { $hour } : { $session }
    La fin était annoncée à { $end } : je n'ai pas d'autre heure. Pour toute question :
    { $contact }
wait-both = dans { $hours } h { $minutes } min
left-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
left-hours = { $hours } h
left-both = { $hours } h { $minutes } min
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    Je n'ai pas d'autre nom.
who-unknown =
    <b>{ $title }</b>
    Je ne sais pas qui parle.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    Organisé par :
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] Signé : { $signatory }
    }
deadline = On peut s'inscrire jusqu'au { $day } inclus : il est encore temps.
deadline-past =
    Il fallait s'inscrire au plus tard le { $day } : la date est passée. Demandez aux organisateurs :
    { $contact }
deadline-none =
    Je n'ai pas de date limite. Demandez aux organisateurs :
    { $contact }
refreshments =
    { $lines }
    Rien d'autre à boire ou à manger n'est annoncé. Pour en savoir plus :
    { $contact }
unknown =
    Je n'ai pas cette information. Les organisateurs le savent peut-être :
    { $contact }
out-of-scope = Je ne sais pas répondre à cela. Je suis là pour : { $title }. Programme, horaires, lieu, inscription, questions aux intervenants.
emergency =
    { $number ->
        [none] { "" }
       *[other] 🆘 Numéro d'urgence : <b>{ $number }</b>
    }
    Prévenez tout de suite une personne de l'équipe, dans la salle : elle saura quoi faire.
    📞 Organisateurs : { $phone }
places-left = { $count ->
    [0] C'est complet pour le moment. Inscrivez-vous quand même : vous serez sur la liste d'attente.
    [one] Il reste <b>une place</b>.
   *[other] Il reste <b>{ $count } places</b>.
}
by-bot =
    Je peux le faire dans notre conversation Telegram. Sinon :
    { $contact }
ways-to-ask = Écrivez-moi votre question : je la transmets aux modérateurs. Dans la salle, vous pouvez parler pendant :
how-to-register =
    Il faut s'inscrire { $day ->
        [none] auprès des organisateurs
       *[other] au plus tard le { $day }
    } : ici même, ou en renvoyant le bulletin d'inscription.
    { $contact }
which = Que voulez-vous savoir ?
not-understood-again = Je ne comprends toujours pas, pardon. Est-ce l'un de ces sujets ?
not-understood-offer-again = Pardon, je ne comprends toujours pas. Voulez-vous poser cela aux intervenants ?
button-session-when = 🕙 { $title }
button-session-who = 🗣 Qui ? { $title }
button-session-about = 💬 Sujet : { $title }
button-when = 🗓 Quand ?
button-about = 💬 De quoi s'agit-il ?
button-food = 🥤 Rafraîchissements
button-reminders = 🔔 Rappels
button-forward = ✉️ Demander aux organisateurs

forward-card =
    ✉️ Une question à laquelle je ne sais pas répondre :
    <i>{ $text }</i>
forward-take = Répondre
forward-sent =
    ✉️ C'est envoyé aux organisateurs :
    <i>{ $text }</i>
    Leur réponse arrivera ici.
forward-prompt =
    Écrivez votre réponse à :
    <i>{ $text }</i>
    Votre prochain message sera envoyé à la personne.
voice-note = Je ne sais lire que le texte : je ne peux pas écouter votre message. Touchez un bouton, ou envoyez-le aux organisateurs :
button-forward-voice = 🎤 L'envoyer aux organisateurs
forward-voice = 🎤 message vocal
forward-needs-text = Votre réponse part par écrit : écrivez-la, s'il vous plaît.
forward-thanks-voice = Merci, votre réponse est envoyée.
forward-leave = Ne pas répondre maintenant
forward-left = D'accord, plus tard.
forward-done-already = Quelqu'un d'autre a déjà répondu.
forward-done =
    ✅ <i>{ $text }</i>
    Réponse : { $answer }
forward-thanks = Merci, votre réponse est envoyée. Voulez-vous que je la donne à tous ceux qui posent cette question ?
forward-keep = Oui, donner cette réponse à tous
forward-is-kept = D'accord, je la donnerai à tous.
forward-answer =
    ✉️ Vous avez demandé : <i>{ $text }</i>
    Réponse des organisateurs : { $answer }
forward-kept = Réponse des organisateurs : { $answer }
forward-not-yours = Seuls les organisateurs peuvent répondre.
refreshments-line = 🥤 <b>{ $day ->
    [none] { "" }
   *[other] { $day },{" "}
}{ $hours }</b> ({ $state }) · { $title }{ $what ->
    [none] { "" }
   *[other] {"\u00A0"}: { $what }
}
button-at = 🕙 À { $hour }
button-end = 🏁 La fin
button-subject = 💬 { $title }
button-deadline = 📆 Date limite d'inscription
button-status = 🎟 Voir mon inscription
button-cancel = ✖️ Je ne viens plus
button-edit = ✏️ Modifier mon inscription
next-nothing =
    Rien d'autre n'est au programme. Le dernier point a commencé à { $hour } :
    { $session }
at-open =
    À { $asked }, rien d'autre n'est annoncé.{ $end ->
        [none] { "" }
       *[other] {" "}Le programme va de { $start } à { $end }.
    } Le dernier point commence à { $hour } ({ $day }), sans heure de fin :
    { $session }
end-unknown =
    Je n'ai pas l'heure de fin. Le dernier point commence à <b>{ $hour }</b> ({ $day }) :
    { $session }
trouble =
    Merci de le dire. Touchez le bouton : l'équipe est prévenue tout de suite.
    Vous pouvez aussi le dire à une personne de l'équipe, dans la salle.
    📞 Organisateurs : { $phone }
button-report = 🙋 Prévenir l'équipe
report-card =
    🙋 On signale dans la salle :
    <i>{ $text }</i>
report-sent =
    ✅ L'équipe est prévenue :
    <i>{ $text }</i>
robot =
    Oui, je suis un programme. Je réponds tout seul, avec ce que les organisateurs m'ont donné.
    Une personne peut aussi vous répondre :
    { $contact }
way-out =
    Vous êtes en train de faire quelque chose avec moi ? Écrivez /annuler, et c'est arrêté.
    Vous ne venez plus, ou vous voulez moins de messages ? Touchez un bouton.
    Pour effacer tout ce que je sais de vous : /effacer

# ---- ce qui n'a pas été compris, pour les organisateurs

unclear-overview =
    <b>Ce que je n'ai pas compris</b>, sans aucun nom. On cherchait peut-être :
    { $intents }

    <b>Les messages</b>, les plus fréquents d'abord. Touchez-en un pour m'expliquer ce qu'il veut dire.
    { $groups }
unclear-intent-line = • { $label } : { $count }
unclear-group-line = { $at }. { $text } ({ $count } fois)
unclear-group-button = { $at }. { $text }
unclear-previous = ‹ Page { $page }/{ $pages }
unclear-next = Page { $page }/{ $pages } ›
unclear-none = Aucun message n'attend votre explication.
unclear-off = Je ne note pas ce que je ne comprends pas. Pour cela, ajoutez { $setting } dans le fichier de l'événement.
unclear-no-guess = Aucune idée
unclear-about-session = Un moment du programme
unclear-about-topic = Un sujet du forum
unclear-group =
    <b>Je n'ai pas compris :</b>
    { $lines }
    Que voulait-on me demander ?
unclear-line = • { $text } ({ $count } fois)
unclear-more = … et { $count } de plus
unclear-write = ✍️ Écrire une réponse
unclear-aside = Laisser de côté
unclear-back = ‹ Retour aux messages
unclear-learned = Merci, j'ai compris. Aux prochains messages de ce genre, je réponds : { $meaning }
unclear-left-aside = D'accord, je laisse cela de côté.
unclear-done-already = C'est déjà réglé.
unclear-prompt =
    <b>Votre réponse</b> à : { $text }
    Écrivez-la ici. Je la donnerai à tous ceux qui le demandent.
unclear-saved = Merci, je donnerai cette réponse à tous ceux qui le demandent.
unclear-not-yours = Seuls les organisateurs voient ces messages.
