### Lasal 2 : répons asou pwogram-lan épi koté-a.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (atjòlman)
programme-place = 📍 { $place }

now-session =
    Atjòlman, dépi { $hour } jik { $end } :
    { $session }
now-before =
    Fowòm-lan poko koumansé. I ké ouvè { $day } a { $hour }, épi :
    { $session }
now-between =
    Pa ni ayen atjòlman. A { $hour } :
    { $session }
next-session =
    Apré sa, { $wait } ({ $day }, { $hour }) :
    { $session }

session-and-speakers =
    <b>{ $title }</b>
    { $speakers }
session-alone = <b>{ $title }</b>
session-hours = { $hour } – { $end }
session-hour = { $hour }
session-past = i za fini
session-under-way = i ka fèt atjòlman
session-card =
    <b>{ $title }</b>
    🕙 { $hours }, { $day } ({ $state })
    📍 { $place }
    { $details }
session-speakers = 🗣 { $speakers }
session-point = • { $point }

event-when =
    🗓 <b>{ $day }, { $hour } jik { $end }</b> ({ $state })
    📍 { $place }
event-over =
    { $title } za fini. Mèsi anpil !
    Si ou ni an kestion :
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
# doute : « envitasion » ou « lenvitasion » ? (l'invitation ne dit pas dans quelle rue)
place-no-address = Envitasion-an pa ka di ki lari.
place-access = { $access }
contact =
    Pou jwenn sé òganizatè-a :
    { $contact }

greeting = Bonjou ! Ki sa ou lé sav ?
# doute : est-ce bien ce qu'on répond à « mèsi » ?
thanks = Épi plézi !
not-understood = Mwen pa bien konprann. Di'y an lòt manniè, oben touché an bouton :
# doute : l'article final (« sé moun-lan ki ka palé-a » : les intervenants)
not-understood-offer = Mwen pa bien konprann. Ès sé an kestion pou sé moun-lan ki ka palé-a ?

button-programme = 📅 Pwogram-lan
button-now = ▶️ Atjòlman
button-next = ⏭ Apré sa
button-place = 📍 Ki koté
button-contact = ☎️ Kontak
