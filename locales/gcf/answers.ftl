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
now-last =
    Dépi { $hour } :
    { $session }
    Envitasion-an pa ka di jik ki lè.
now-several = Ni plizyè bagay atjòlman :
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

at-nothing = A { $asked } pa ni ayen asou pwogram-lan. Fowòm-lan ka fèt { $hour } jik { $end } ({ $day }).
at-several = { $day } a { $asked }, ni plizyè bagay :
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = Fowòm-lan ka koumansé <b>{ $day } a { $hour }</b> ({ $wait }).
start-past = Wi, i za koumansé : { $day }, dépi { $hour }. I ké fini a { $end }.
end-to-come =
    I ké fini <b>{ $day } a { $hour }</b>.
    { $opens }
end-opens = I poko koumansé : i ké ouvè { $day } a { $hour } ({ $wait }).
end-left = I poko fini : ka rété <b>{ $left }</b>. I ké fini a { $hour }.
end-today = Jòdi-a, jik <b>{ $hour }</b> : ka rété { $left }.
end-tomorrow = I fini pou jòdi-a. Nou ka viré <b>{ $day } a { $hour }</b>.
end-of-all = Tout bagay ké fini { $day } a { $hour }.
end-closing =
    Lè-a yo té di i ké fini, { $hour } ({ $day }), za pasé. <b>{ $title }</b> té pou lè-tala ; yo pa di ki lè i ka fini.
    Si ou ni an kestion :
    { $contact }
wait-both = adan { $hours } h { $minutes } minit
left-minutes = { $count } minit
left-hours = { $hours } h
left-both = { $hours } h { $minutes } minit
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    Envitasion-an pa ka bay lòt non.
who-unknown =
    <b>{ $title }</b>
    Envitasion-an pa ka di ki moun ka palé.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    Mi moun ki ka òganizé fowòm-lan :
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] Moun ki siyen envitasion-an : { $signatory }
    }
deadline = Ou pé enskri kò'w jik { $day } : ou ni tan toujou.
deadline-past =
    Dènié jou-a té { $day } : i za pasé. Mandé sé òganizatè-a :
    { $contact }
deadline-none =
    Envitasion-an pa ka bay dènié jou. Mandé sé òganizatè-a :
    { $contact }
refreshments =
    Ké ni bagay pou bwè : { $title }, { $hour } jik { $end }. Envitasion-an pa ka palé di manjé ni di kafé. Pou sav plis :
    { $contact }
unknown =
    Envitasion-an pa ka di sa. Pétèt sé òganizatè-a sav :
    { $contact }
out-of-scope = Sa, mwen pa sav. Mwen la pou { $title } : pwogram, lè, koté, enskripsion, kestion.
emergency =
    Di an moun adan lékip-la touswit, adan sal-la : i ké sav sa pou fè.
    { $number ->
        [none] { "" }
       *[other] Nimewo pou ijans : <b>{ $number }</b>
    }
    { $contact }
places-left = { $count ->
    [0] Pa ni plas atjòlman. Enskri kanmenm : ou ké asou lis-la pou espéré.
   *[other] Ni <b>{ $count } plas</b> ankò.
}
by-bot =
    Mwen pé fè sa asou Telegram. Si sé pa sa :
    { $contact }
ways-to-ask = Ékri kestion'w ban mwen, mwen ké ba sé modératè-a li. Adan lasal-la, moun ka palé :
how-to-register =
    Fo enskri kò'w { $day ->
        [none] épi sé òganizatè-a
       *[other] avan { $day } fini
    } : isi-a, oben voyé papié enskripsion-an.
    { $contact }
which = Ki sa ou lé sav ?
not-understood-again = Mwen poko konprann, padon. Ès sé yonn adan sé bagay-tala ?
not-understood-offer-again = Padon, mwen poko konprann. Ès ou lé pozé sa ba moun ka palé ?
button-session-when = 🕙 { $title }
button-session-who = 🗣 Ki moun ? { $title }
button-session-about = 💬 Asou ki sa : { $title }
button-when = 🗓 Ki lè ?
button-about = 💬 Sa sa yé ?
button-food = 🥤 Bagay pou bwè
button-reminders = 🔔 Rapel
button-forward = ✉️ Mandé sé òganizatè-a

forward-card =
    ✉️ An kestion, envitasion-an pa ka réponn li :
    <i>{ $text }</i>
forward-take = Réponn
forward-sent =
    ✉️ Mwen voyé'y ba sé òganizatè-a :
    <i>{ $text }</i>
    Répons yo ké rivé isi-a.
forward-prompt =
    Ékri répons ou ba :
    <i>{ $text }</i>
    Mésaj ou ka vini apré-a, mwen ké voyé'y ba moun-lan.
voice-note = Mwen sav li anni sa ki ékri : mwen pa pé kouté mésaj ou. Touché an bouton, oben voyé'y ba sé òganizatè-a :
button-forward-voice = 🎤 Voyé'y ba sé òganizatè-a
forward-voice = 🎤 mésaj vwa
forward-needs-text = Répons ou ka pati ékri : ékri'y, souplé.
forward-thanks-voice = Mèsi, répons ou pati.
forward-leave = Pa atjòlman
forward-left = Dakò, pli ta.
forward-done-already = An moun za réponn.
forward-done =
    ✅ <i>{ $text }</i>
    Répons : { $answer }
forward-thanks = Mèsi, répons ou pati. Ès ou lé mwen ba tout moun ki ka mandé sa répons-tala ?
forward-keep = Wi, gadé'y pou tout moun
forward-is-kept = I gadé.
forward-answer =
    ✉️ Ou té mandé : <i>{ $text }</i>
    Répons sé òganizatè-a : { $answer }
forward-kept = Répons sé òganizatè-a : { $answer }
forward-not-yours = Sa, sé pou sé òganizatè-a sèlman.
