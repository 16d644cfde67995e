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
