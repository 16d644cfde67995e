### Salle 2 : les réponses sur le programme et le lieu.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (en ce moment)
programme-place = 📍 { $place }

now-session =
    En ce moment, depuis { $hour } et jusqu'à { $end } :
    { $session }
now-before =
    Le forum n'a pas encore commencé. Il ouvre le { $day } à { $hour } avec :
    { $session }
now-between =
    Rien en ce moment. À { $hour } :
    { $session }
now-last =
    Depuis { $hour } :
    { $session }
    L'invitation ne dit pas jusqu'à quelle heure.
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
    🗓 <b>{ $day }, de { $hour } à { $end }</b> ({ $state })
    📍 { $place }
event-over =
    Le { $title } est terminé. Merci à vous !
    Pour toute question :
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
place-no-address = L'invitation ne donne pas d'adresse plus précise.
place-access = { $access }
contact =
    Pour joindre les organisateurs :
    { $contact }

greeting = Bonjour ! Que voulez-vous savoir ?
thanks = Avec plaisir !
not-understood = Je n'ai pas bien compris. Écrivez-le autrement, ou touchez un sujet :
not-understood-offer = Je n'ai pas bien compris. Est-ce une question pour les intervenants ?

button-programme = 📅 Le programme
button-now = ▶️ En ce moment
button-next = ⏭ Ensuite
button-place = 📍 Le lieu
button-contact = ☎️ Contact

at-nothing = À { $asked }, rien n'est au programme. Le forum va de { $hour } à { $end } ({ $day }).
at-several = Le { $day } à { $asked }, il y a plusieurs choses :
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = Le forum commence le <b>{ $day } à { $hour }</b> ({ $wait }).
start-past = Oui, c'est commencé : le { $day } depuis { $hour }. Fin annoncée : { $end }.
end-to-come =
    Fin annoncée : le <b>{ $day } à { $hour }</b>.
    { $opens }
end-opens = Ce n'est pas encore commencé : ouverture le { $day } à { $hour } ({ $wait }).
end-left = Ce n'est pas fini : il reste <b>{ $left }</b>. Fin annoncée : { $hour }.
end-today = Aujourd'hui, jusqu'à <b>{ $hour }</b> : il reste { $left }.
end-tomorrow = C'est fini pour aujourd'hui. On reprend le <b>{ $day } à { $hour }</b>.
end-of-all = Fin de l'événement : le { $day } à { $hour }.
end-closing =
    La fin annoncée, { $hour } ({ $day }), est passée. Au programme à cette heure-là, sans heure de fin : <b>{ $title }</b>.
    Pour toute question :
    { $contact }
wait-both = dans { $hours } h { $minutes } min
left-minutes = { $count } min
left-hours = { $hours } h
left-both = { $hours } h { $minutes } min
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    L'invitation ne donne pas d'autre nom.
who-unknown =
    <b>{ $title }</b>
    L'invitation ne dit pas qui parle.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    Le forum est organisé par :
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] L'invitation est signée : { $signatory }
    }
deadline = On peut s'inscrire jusqu'au { $day } inclus : il est encore temps.
deadline-past =
    Il fallait s'inscrire au plus tard le { $day } : la date est passée. Demandez aux organisateurs :
    { $contact }
deadline-none =
    L'invitation ne donne pas de date limite. Demandez aux organisateurs :
    { $contact }
refreshments =
    Il y aura des rafraîchissements : { $title }, de { $hour } à { $end }. L'invitation ne parle ni de repas ni de café. Pour en savoir plus :
    { $contact }
unknown =
    L'invitation ne le dit pas. Les organisateurs le savent peut-être :
    { $contact }
out-of-scope = Cela, je ne le sais pas. Je suis là pour le { $title } : programme, horaires, lieu, inscription, questions aux intervenants.
emergency =
    Prévenez tout de suite une personne de l'équipe, dans la salle : elle saura quoi faire.
    { $number ->
        [none] { "" }
       *[other] Numéro d'urgence : <b>{ $number }</b>
    }
    { $contact }
places-left = { $count ->
    [0] C'est complet pour le moment. Inscrivez-vous quand même : vous serez sur la liste d'attente.
    [one] Il reste <b>une place</b>.
   *[other] Il reste <b>{ $count } places</b>.
}
by-bot =
    C'est dans notre conversation sur Telegram que je peux le faire. Sinon :
    { $contact }
ways-to-ask = Écrivez-moi votre question, je la transmets aux modérateurs. Dans la salle, on prend la parole pendant :
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
    ✉️ Une question à laquelle l'invitation ne répond pas :
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
voice-note = Je ne sais lire que le texte : je ne peux pas écouter votre message. Touchez un sujet, ou envoyez-le aux organisateurs :
button-forward-voice = 🎤 L'envoyer aux organisateurs
forward-voice = 🎤 message vocal
forward-needs-text = Votre réponse part par écrit : écrivez-la, s'il vous plaît.
forward-thanks-voice = Merci, votre réponse est envoyée.
forward-leave = Ne pas répondre maintenant
forward-left = D'accord, plus tard.
forward-done-already = Quelqu'un a déjà répondu.
forward-done =
    ✅ <i>{ $text }</i>
    Réponse : { $answer }
forward-thanks = Merci, votre réponse est envoyée. Voulez-vous que je la donne à tous ceux qui posent cette question ?
forward-keep = Oui, la garder pour tous
forward-is-kept = C'est gardé.
forward-answer =
    ✉️ Vous avez demandé : <i>{ $text }</i>
    Réponse des organisateurs : { $answer }
forward-kept = Réponse des organisateurs : { $answer }
forward-not-yours = C'est réservé aux organisateurs.
