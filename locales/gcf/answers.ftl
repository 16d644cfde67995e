### Lasal 2 : répons asou pwogram-lan épi koté-a.

programme-title = <b>{ $title }</b>
programme-day = 🗓 <b>{ $day }</b>
programme-line = <b>{ $hour }</b> · { $title }
programme-line-now = ▶️ <b>{ $hour } · { $title }</b> (atjòlman)
programme-room = { " " }· 📍 { $room }
programme-place = 📍 { $place }

now-session =
    Atjòlman, dépi { $hour } jik { $end } :
    { $session }
now-before =
    I poko koumansé. I ké ouvè { $day } a { $hour }, épi :
    { $session }
now-between =
    Pa ni ayen atjòlman. A { $hour } :
    { $session }
now-last =
    Dépi { $hour } :
    { $session }
    Mwen pa sav ki lè i ka fini.
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
session-past = i ja fini
session-under-way = i ka fèt atjòlman
session-card =
    <b>{ $title }</b>
    🕙 { $hours }, { $day } ({ $state })
    📍 { $place }
    { $details }
session-speakers = 🗣 { $speakers }
session-point = • { $point }

event-when =
    🗓 <b>{ $day }, { $end ->
        [none] dépi { $hour }
       *[other] { $hour } jik { $end }
    }</b> ({ $state })
    📍 { $place }
event-over =
    I ja fini : { $title }. Mèsi anpil !
    Si ou ni an kestion :
    { $contact }

place = 📍 <b>{ $place }</b>
place-address = { $address }
# doute : « ladrès-la pli présizé » (une adresse plus précise)
place-no-address = Mwen pa ni ladrès-la pli présizé.
place-access = { $access }
contact =
    Pou jwenn sé òganizatè-a :
    { $contact }

greeting = Bonjou ! Ki sa ou lé sav ?
# doute : est-ce bien ce qu'on répond à « mèsi » ?
thanks = Épi plézi !
not-understood = Mwen pa bien konprann. Di'y an lòt manniè, oben touché an bouton :
# doute : l'article final (« sé moun-lan ki ka palé a » : les intervenants)
not-understood-offer = Mwen pa bien konprann. Ès sé an kestion pou sé moun-lan ki ka palé a ?

button-programme = 📅 Pwogram-lan
button-now = ▶️ Atjòlman
button-next = ⏭ Apré sa
button-place = 📍 Ki koté
button-contact = ☎️ Kontak

at-nothing = A { $asked } pa ni ayen ki prévwa. Pwogram-lan { $end ->
    [none] ka koumansé a { $hour }
   *[other] ka fèt { $hour } jik { $end }
} ({ $day }).
at-several = { $day } a { $asked }, ni plizyè bagay :
at-one-of-several = • <b>{ $hour }</b> · { $title } ({ $place })
start-to-come = I ka koumansé <b>{ $day } a { $hour }</b> ({ $wait }).
start-past = Wi, i ja koumansé : { $day }, dépi { $hour }.{ $end ->
    [none] { "" }
   *[other] {" "}I ké fini a { $end }.
}
end-to-come =
    Yo di i ké fini <b>{ $day } a { $hour }</b>.
    { $opens }
end-opens = I poko koumansé : i ké ouvè { $day } a { $hour } ({ $wait }).
end-left = I poko fini : ka rété <b>{ $left }</b>. Yo di i ké fini a { $hour }.
end-today = Jòdi-a, jik <b>{ $hour }</b> : ka rété { $left }.
end-tomorrow = I fini pou jòdi-a. Nou ka viré <b>{ $day } a { $hour }</b>.
end-of-all = Tout bagay ké fini { $day } a { $hour }.
end-closing =
    Dépi { $hour } : { $session }
    Yo té di i ké fini a { $end } : mwen pa ni lòt lè. Si ou ni an kestion :
    { $contact }
wait-both = adan { $hours } h { $minutes } minit
left-minutes = { $count } minit
left-hours = { $hours } h
left-both = { $hours } h { $minutes } minit
who-speaks =
    <b>{ $title }</b>
    🗣 { $speakers }
    Mwen pa ni lòt non.
who-unknown =
    <b>{ $title }</b>
    Mwen pa sav ki moun ki ka palé.
event-about =
    <b>{ $title }</b>
    { $about }
organisers =
    Mi moun ki ka òganizé :
    • { $names }
    { $signatory ->
        [none] { "" }
       *[other] Moun ki siyen : { $signatory }
    }
# doute : « jou-tala tou » (inclus)
deadline = Ou pé enskri kò'w jik { $day }, jou-tala tou : ou ni tan toujou.
deadline-past =
    Dènié jou-a té { $day } : i ja pasé. Mandé sé òganizatè-a :
    { $contact }
deadline-none =
    Mwen pa ni dènié jou-a. Mandé sé òganizatè-a :
    { $contact }
refreshments =
    { $lines }
    Yo pa anonsé piès lòt manjé ni bwè. Pou sav plis :
    { $contact }
# doute : « enfòmasion-tala » (cette information)
unknown =
    Mwen pa ni enfòmasion-tala. Pétèt sé òganizatè-a sav :
    { $contact }
out-of-scope = Mwen pa sav réponn sa. Mwen la pou : { $title }. Pwogram, lè, koté, enskripsion, kestion pou sé moun-lan ki ka palé a.
# doute : « lamenm » (tout de suite), « lékip-la »
emergency =
    { $number ->
        [none] { "" }
       *[other] 🆘 Nimewo pou ijans : <b>{ $number }</b>
    }
    Di an moun adan lékip-la lamenm, adan lasal-la : i ké sav sa pou fè.
    📞 Òganizatè : { $phone }
places-left = { $count ->
    [0] Pa ni plas atjòlman. Enskri kanmenm : ou ké asou lis pou atann lan.
   *[other] Ka rété <b>{ $count } plas</b>.
}
by-bot =
    Mwen pé fè sa adan konvèsasion nou asou Telegram. Si sé pa sa :
    { $contact }
# doute : « pannan » (pendant)
ways-to-ask = Ékri kestion'w ba mwen, mwen ké voyé'y ba sé modératè-a. Adan lasal-la, ou pé palé pannan :
how-to-register =
    Fok ou enskri kò'w { $day ->
        [none] épi sé òganizatè-a
       *[other] avan { $day } fini
    } : isi-a, oben voyé papié enskripsion-an.
    { $contact }
which = Ki sa ou lé sav ?
not-understood-again = Mwen poko konprann, padon. Ès sé yonn adan sé bagay-tala ?
not-understood-offer-again = Padon, mwen poko konprann. Ès ou lé voyé sa ba sé moun-lan ki ka palé a ?
button-session-when = 🕙 { $title }
button-session-who = 🗣 Ki moun ? { $title }
button-session-about = 💬 Asou ki sa : { $title }
button-when = 🗓 Ki lè ?
button-about = 💬 Sa sa yé ?
button-food = 🥤 Bagay pou bwè
button-reminders = 🔔 Rapel
button-forward = ✉️ Mandé sé òganizatè-a

forward-card =
    ✉️ An kestion mwen pa sav réponn :
    <i>{ $text }</i>
forward-take = Réponn
forward-sent =
    ✉️ Mwen voyé'y ba sé òganizatè-a :
    <i>{ $text }</i>
    Répons yo ké rivé isi-a.
forward-prompt =
    Ékri répons ou ba :
    <i>{ $text }</i>
    Mwen ké voyé pwochen mésaj ou ba moun-lan.
voice-note = Mwen sav li anni sa ki ékri : mwen pa pé kouté mésaj ou. Touché an bouton, oben voyé'y ba sé òganizatè-a :
button-forward-voice = 🎤 Voyé'y ba sé òganizatè-a
forward-voice = 🎤 mésaj vwa
forward-needs-text = Répons ou ka pati ékri : ékri'y, souplé.
forward-thanks-voice = Mèsi, répons ou pati.
forward-leave = Pa réponn atjòlman
forward-left = Dakò, pli ta.
forward-done-already = An lòt moun ja réponn.
forward-done =
    ✅ <i>{ $text }</i>
    Répons : { $answer }
forward-thanks = Mèsi, répons ou pati. Ès ou lé mwen ba tout moun ki ka mandé sa répons-tala ?
# doute : « ba tout moun répons-tala » (donner cette réponse à tous)
forward-keep = Wi, ba tout moun répons-tala
forward-is-kept = Dakò, mwen ké ba yo'y.
forward-answer =
    ✉️ Ou té mandé : <i>{ $text }</i>
    Répons sé òganizatè-a : { $answer }
forward-kept = Répons sé òganizatè-a : { $answer }
forward-not-yours = Sé sé òganizatè-a sèlman ki pé réponn.
refreshments-line = 🥤 <b>{ $day ->
    [none] { "" }
   *[other] { $day },{" "}
}{ $hours }</b> ({ $state }) · { $title }{ $what ->
    [none] { "" }
   *[other] {"\u00A0"}: { $what }
}
button-at = 🕙 A { $hour }
button-end = 🏁 Ki lè i ka fini
button-subject = 💬 { $title }
button-deadline = 📆 Dènié jou pou enskri
button-status = 🎟 Wè enskripsion mwen
button-cancel = ✖️ Mwen pa ka vini ankò
button-edit = ✏️ Chanjé enskripsion mwen
next-nothing =
    Pa ni ayen dòt asou pwogram-lan. Dènié bagay-la koumansé a { $hour } :
    { $session }
at-open =
    A { $asked }, yo pa anonsé ayen dòt.{ $end ->
        [none] { "" }
       *[other] {" "}Pwogram-lan ka fèt { $start } jik { $end }.
    } Dènié bagay-la ka koumansé a { $hour } ({ $day }), mwen pa sav ki lè i ka fini :
    { $session }
end-unknown =
    Mwen pa sav ki lè i ka fini. Dènié bagay-la ka koumansé a <b>{ $hour }</b> ({ $day }) :
    { $session }
trouble =
    Mèsi pou di sa. Touché bouton-an : lékip-la ké sav lamenm.
    Ou pé di'y tou ba an moun adan lékip-la, adan lasal-la.
    📞 Òganizatè : { $phone }
button-report = 🙋 Di lékip-la sa
report-card =
    🙋 Moun adan lasal-la ka di :
    <i>{ $text }</i>
report-sent =
    ✅ Lékip-la sav sa :
    <i>{ $text }</i>
robot =
    Wi, mwen sé an pwogram. Mwen ka réponn tousèl, épi sa sé òganizatè-a ba mwen.
    An moun pé réponn ou tou :
    { $contact }
way-out =
    Ou ka fè an bagay épi mwen ? Ékri /annuler, épi sa ka arété.
    Ou pa ka vini ankò, oben ou lé mwens mésaj ? Touché an bouton.
    Pou éfasé tout sa mwen sav asou'w : /effacer

# ---- sa Kozé pa konprann, pou sé òganizatè-a

# doute : « mo », « dapré mwen », « kité sa » (laisser de côté)
unclear-overview =
    <b>Sa mwen pa konprann</b>, san piès non. Dapré mwen, moun té ka chèché :
    { $intents }

    <b>Sé mésaj-la</b>, sa ki vini pli souvan douvan. Touché yonn pou di mwen sa i lé di.
    { $groups }
unclear-intent-line = • { $label } : { $count }
unclear-group-line = { $at }. { $text } ({ $count } fwa)
unclear-group-button = { $at }. { $text }
unclear-previous = ‹ Paj { $page }/{ $pages }
unclear-next = Paj { $page }/{ $pages } ›
unclear-none = Pa ni piès mésaj ka atann.
unclear-off = Mwen pa ka matjé sa mwen pa konprann. Si ou lé sa, mété { $setting } adan fichié fowòm-lan.
unclear-no-guess = Mwen pa sav
unclear-about-session = An moman adan pwogram-lan
unclear-about-topic = An sijé fowòm-lan
unclear-group =
    <b>Mwen pa konprann :</b>
    { $lines }
    Ki sa moun té lé mandé mwen ?
unclear-line = • { $text } ({ $count } fwa)
unclear-more = … épi { $count } dòt
unclear-write = ✍️ Ékri an répons
unclear-aside = Kité sa
unclear-back = ‹ Viré adan sé mésaj-la
unclear-learned = Mèsi, mwen konprann. Lè moun ké ékri mwen sa ankò, mwen ké réponn : { $meaning }
unclear-left-aside = Dakò, mwen ka kité sa.
unclear-done-already = Sa ja fèt.
unclear-prompt =
    <b>Répons ou</b> pou : { $text }
    Ékri'y isi-a. Mwen ké ba tout moun ki ka mandé sa répons-tala.
unclear-saved = Mèsi, mwen ké ba tout moun ki ka mandé sa répons-tala.
unclear-not-yours = Sé sé òganizatè-a sèlman ki pé wè sé mésaj-tala.
