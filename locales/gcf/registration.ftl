### Lasal 1 : enskripsion-an. An lékran, an kestion, fraz kout.

registration-consent =
    <b>{ $place }</b> · Pou enskri'w, mwen ké mandé'w non'w, ki moun ou yé épi, si ou lé, an nimewo téléfòn.
    Sé répons-tala ka alé anni ba sé òganizatè fowòm-lan, épi yo ké éfasé { $months } mwa apré, pa pli ta.
registration-more = Pou sav plis
registration-less = An dé mo
registration-accept = ✅ Mwen dakò, enskri mwen
registration-later = Pli ta

registration-same-name = 👤 { $name }
registration-share-phone = 📱 Bay nimewo mwen
registration-skip = Soté
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Viré

# doute : « moun katjé-a » pour résident·e
category-resident = Moun katjé-a
category-mediator = Adilt-rilé oben médiatè
category-employer = Strikti ki ka bay travay
# doute : les partenaires institutionnels
category-institution = Patnè enstitision
category-social-partner = Patnè sosial
category-other = Lòt

registration-line-name = 👤 { $value }
registration-line-category = 🤝 { $value }
registration-line-structure = 🏢 { $value }
registration-line-phone = 📱 { $value }
registration-phone-none = pa ni téléfòn

registration-summary =
    <b>{ $place }</b> · <b>Ès tout bagay bon ?</b>

    { $lines }
registration-confirm = ✅ Wi, mwen ka konfimé
registration-change = ✏️ Chanjé
registration-leave = ✖️ Anilé
registration-what-to-change = Ki sa ou lé chanjé ?
registration-name = Non-an
registration-category = Ki moun mwen yé
registration-phone = Téléfòn-lan

registration-facts =
    <b>Enskripsion nimewo { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>I bon, ou enskri.</b>

    { $facts }
registration-calendar-caption = Ouvè fichié-tala pou mété fowòm-lan adan ajenda'w.

registration-already = Ou za enskri.
registration-left = Dakò, nou ka arété la. Mwen pa gadé piès répons. Lè ou lé : « Enskripsion ».
registration-closed =
    Enskripsion-an fèmen. Pou sav si ni plas ki rété, mandé sé òganizatè-a :
    { $contact }
registration-none = Ou poko enskri.
registration-not-yet = Enskripsion-an ké ouvè { $day } a { $hour }. A pli ta !

registration-no-name = Mwen pa rivé li an non. Ékri tinon'w épi non'w, an lèt, kon yo ka kriyé'w.
registration-long-name = I titak long pou an non. Ès ou pé ékri'y an 80 lèt, pa plis ?
registration-no-structure = Mwen pa rivé li non-tala. Ékri non strikti'w, an dé-twa mo.
registration-long-structure = I titak long. Ès ou pé ékri non strikti'w an 120 lèt, pa plis ?
registration-no-phone = Nimewo-tala pa ka sanm i bon. Ékri'y kon 0696 12 34 56, touché « Bay nimewo mwen », oben touché « Soté ».
registration-others-contact = Sé nimewo an lòt moun. Bay ta'w épi bouton-an, ékri an nimewo, oben soté.
registration-needs-button = Touché yonn adan sé bouton anlè-a, souplé.
registration-needs-text = Isi-a, mwen bizwen dé-twa mo ékri, souplé.
registration-no-email = Ladrès-tala pa ka sanm i konplé. Ékri'y antié, san espas, épi sign @ adan'y.
registration-no-area = Mwen pa rivé li non-tala. Ékri komin ou oben katjé'w, an dé-twa lèt.
registration-long-area = I titak long. Ès ou pé ékri komin ou oben katjé'w an 60 lèt, pa plis ?
registration-no-access = Mwen pa rivé li. Ékri an dé-twa mo sa ki té ké édé'w vini épi patisipé.
registration-long-access = I titak long. Ès ou pé di'y an 300 lèt, pa plis ?

# doute : « éfasé », « dwa'w » (vos droits), « sa ou bizwen pou antré » (besoins d'accès)
registration-consent-whole =
    <b>{ $place }</b> · <b>Sa mwen ka gadé</b> : non'w, ki moun ou yé, épi sa ou lé ajouté (strikti, téléfòn, imel, komin, sa ou bizwen pou vini) ; lang ou, nimewo Telegram ou, épi ki lè ou di wi.
    <b>Poutji</b> : paré pou risivwè'w épi fè'w sonjé fowòm-lan. Pa pou ayen dòt.
    <b>Pou ki moun</b> : { $organisers }.
    <b>Jik ki lè</b> : { $months } mwa apré fowòm-lan, pa pli ta. Apré sa, tout ka éfasé.
    <b>Dwa'w</b> : wè tout épi /mesdonnees, korijé, éfasé tout épi /effacer, oben mandé isi-a :
    { $contact }
registration-ask-name = { $whose ->
    [other] <b>{ $place }</b> · Ki non moun-tala ? Ékri tinon'y épi non'y.
    [unknown] <b>{ $place }</b> · Ki non'w ? Ékri tinon'w épi non'w.
   *[own] <b>{ $place }</b> · Ki non'w ?
    Touché bouton-an si i bon, oben ékri tinon'w épi non'w.
}
registration-ask-category = { $whose ->
    [other] <b>{ $place }</b> · Moun-tala ka vini kon…
   *[own] <b>{ $place }</b> · Ou ka vini kon…
}
registration-ask-structure = { $whose ->
    [other] <b>{ $place }</b> · Pou ki strikti moun-tala ka vini ? Ékri non strikti-a, oben soté.
   *[own] <b>{ $place }</b> · Pou ki strikti ? Ékri non'y, oben soté.
}
registration-ask-phone = { $whose ->
    [other] <b>{ $place }</b> · A ki nimewo nou pé jwenn moun-tala ?
    Ékri an nimewo, oben touché « Soté » : sé rapel li-a ké vini isi-a.
   *[own] <b>{ $place }</b> · A ki nimewo nou pé jwenn ou si pwogram-lan chanjé ?
    Touché « Bay nimewo mwen », ékri an nimewo, oben soté.
}
registration-summary-full =
    <b>{ $place }</b> · <b>Ès tout bagay bon ?</b>
    Pa ni plas atjòlman : ou ké asou lis datant lan, a lòd ou.

    { $lines }
registration-structure = Strikti-a
registration-line-email = ✉️ { $value }
registration-line-area = 🏘 { $value }
registration-line-access = ♿ { $value }

registration-confirmed-other =
    🎉 <b>I bon, moun-tala enskri.</b>

    { $facts }
registration-on-list =
    📝 <b>I bon, asou lis datant lan.</b>

    { $facts }
# doute : « a ki ran » (rang sur la liste)
registration-in-line = ⏳ Lis datant : nimewo <b>{ $rank }</b>. Kou an plas lib, mwen ka ékri'w.
registration-kept = ⏳ Nou ka gadé an plas ba'w jik { $day }, { $hour }.
registration-afterwards = Mwen ké fè'w sonjé a lè. Antan-tala, pozé mwen kestion'w.
registration-afterwards-other = Sé rapel li-a ké vini isi-a, épi non'y. Ba'y biyé'y : épi kod-la, i ké pé pran enskripsion'y asou téléfòn li.
registration-afterwards-waiting = Pa ni ayen dòt pou fè. Antan-tala, pozé mwen kestion'w.
registration-calendar-cancelled = Ouvè fichié-tala pou tiré fowòm-lan adan ajenda'w.
registration-unchanged = Dakò, mwen pa chanjé ayen.
registration-gone = Enskripsion-tala pa la ankò.
registration-no-room-there = Pa ni plas lib pou sa : mwen ka gadé enskripsion'w kon i yé.
registration-type-phone = Ékri nimewo'y, souplé, oben touché « Soté ».
registration-nudge =
    Ou té koumansé enskri kò'w : i ka atann ou, la ou té rété.
    Dènié jou : { $day }.
registration-go-on = ▶️ Kontinié

card-ticket = 🎟 Biyé épi ajenda
card-email = ✉️ Imel
card-area = 🏘 Komin
# doute : « sa mwen bizwen » (besoins d'accès)
card-access = ♿ Sa mwen bizwen
card-others = 👥 Mwen ka vini épi…
card-modify = ✏️ Chanjé oben anilé
card-leave-list = ✖️ Tjité lis-la

edit-name = Ékri non-an, kon yo ka kriyé'y.
edit-category = Ka vini kon…
edit-structure = Ékri non strikti-a.
edit-phone = Ékri nimewo téléfòn-lan.
edit-email = Ki adrès imel ? Ékri'y isi-a. I ka sèvi anni si sé òganizatè-a bizwen ékri.
edit-area = Ki komin oben ki katjé ? Chwazi, oben ékri.
edit-access =
    Ki sa ou bizwen pou vini épi patisipé ? Kon : plas pou an fotèy, an plas douvan, an moun pou tradui.
    Ékri'y an dé-twa mo, anni si ou lé. Sé òganizatè-a ka sèvi épi'y pou risivwè'w, pa pou ayen dòt.
edit-clear = 🗑 Tiré répons-tala
edit-more-areas = Apré sa ›

cannot-come-seat = { $whose ->
    [other] <b>{ $name }</b> pa pé vini ankò ? Plas li ké lib menm lè-a, épi sé répons li-a ké éfasé.
   *[own] Ou pa pé vini ankò ? Plas ou ké lib menm lè-a, épi sé répons ou-a ké éfasé.
}
cannot-come-list = { $whose ->
    [other] Tiré <b>{ $name }</b> asou lis datant lan ? Sé répons li-a ké éfasé.
   *[own] Tjité lis datant lan ? Sé répons ou-a ké éfasé.
}
cannot-come-yes = Wi, mwen ka lésé plas-la
cannot-come-yes-list = Wi, tjité lis-la
cannot-come-no = Non, mwen ka gadé'y
freed = { $whose ->
    [other] I fèt : enskripsion { $name } anilé épi sé répons li-a éfasé.
   *[own] I fèt : enskripsion'w anilé épi sé répons ou-a éfasé. Mèsi davwè ou di'y.
}
freed-come-back = Si sa chanjé, ou ké pé enskri kò'w ankò : « Enskripsion ».
freed-thanks = Mwen la toujou pou sé kestion'w lan.

seat-promoted = { $whose ->
    [other] 🎉 An plas lib ba <b>{ $name }</b> : sé ta'y.
   *[own] 🎉 An plas lib : sé ta'w.
}
    🗓 { $day }, { $hour }
    📍 { $place }
seat-offered = { $whose ->
    [other] 🎉 An plas lib ba <b>{ $name }</b>.
   *[own] 🎉 An plas lib ba'w.
}
    🗓 { $day }, { $hour }
    📍 { $place }
    Mwen ka gadé'y jik <b>{ $until }</b>, { $untilday }. Ès ou ka pran'y ?
seat-ran-out = { $whose ->
    [other] Nou pa ka gadé plas-la ba <b>{ $name }</b> ankò : lè-a pasé.
   *[own] Mwen pa ka gadé plas-la ba'w ankò : lè-a pasé.
}
    Si ou lé vini toujou, di'y : enskripsion-an ka viré an bout lis-la.
seat-too-late = { $whose ->
    [other] Nou pa ka gadé plas-la ba <b>{ $name }</b> ankò : lè-a pasé.
   *[own] Mwen pa ka gadé plas-la ba'w ankò : lè-a pasé.
}
    Sé òganizatè-a pé di'w plis :
    { $contact }
seat-last-chance = { $whose ->
    [other] Piès plas pé ké lib ankò ba <b>{ $name }</b>, eskizé mwen.
   *[own] Piès plas pé ké lib ankò ba'w, eskizé mwen.
}
    Sé òganizatè-a pé di'w plis :
    { $contact }
seat-offer-passed = Nou pa ka gadé plas-tala ankò : lè-a pasé. « Enskripsion » ka montré'w ki koté ou yé.
seat-card = 🎟 Wè enskripsion-an
seat-cannot-come = ✖️ Mwen pa pé vini ankò
seat-take = ✅ Mwen ka pran plas-la
seat-refuse = ✖️ Mwen pa pé vini

others = { $count ->
    [0] Ès ou ka vini épi an moun, oben ou konnèt an moun ki pa ni téléfòn ? Mwen ka enskri'y isi-a, épi an plas épi an biyé a non'y.
   *[other] Ou enskri { $count } moun.
}
others-person = 👤 { $name }
others-add = ➕ Enskri an moun
others-more = Apré sa { $page }/{ $pages } ›
others-too-many =
    Ou za enskri { $most } moun, mwen pa pé pran plis isi-a. Pou dòt moun, mandé sé òganizatè-a :
    { $contact }
other-consent =
    Pou enskri an lòt moun, fok i dakò. Sé òganizatè-a ké wè non'y, ki moun i yé épi, si ou ba mwen'y, téléfòn li ; sa ka éfasé { $months } mwa apré, pa pli ta. Ki manniè i di wi ?
other-consent-whole =
    Pou li ba'y :
    <b>Sa nou ka gadé</b> : non'y, ki moun i yé, épi sa i lé ajouté ; ki moun enskri'y épi ki manniè i di wi.
    <b>Poutji</b> : paré pou risivwè'y épi fè'y sonjé fowòm-lan.
    <b>Pou ki moun</b> : { $organisers }.
    <b>Jik ki lè</b> : { $months } mwa apré fowòm-lan, pa pli ta.
    <b>Dwa'y</b> : wè, korijé, fè éfasé :
    { $contact }
# doute : « a vwa » (de vive voix)
other-aloud = 🗣 I di'y a vwa
other-paper = 📄 Asou papié, i siyen
other-read = Sa nou ka gadé

ticket-caption = 🎟 <b>{ $title }</b>
    👤 { $name }
    🗓 { $day }, { $hour }
    📍 { $place }
    Kod : <b>{ $code }</b>
    { $whose ->
    [other] Pou montré lè'w rivé, asou téléfòn-tala oben asou papié.
   *[own] Pou montré lè'w rivé.
}
ticket-not-yet = Biyé-a ka vini épi plas-la.
ticket-nothing =
    Lien-tala ka montré biyé-a anni ba moun ki ni'y. Si sé ta'w, ékri kod-la ba mwen, kon i enprimé.
    An kestion ?
    { $contact }
ticket-write-code = Ès ou ni an biyé ? Ékri kod-la ba mwen, kon i enprimé. Sinon, touché « Enskripsion ».
ticket-unknown-code =
    Mwen pa konnèt kod-tala. Gadé biyé-a ankò : uit lèt épi chif.
    Sé òganizatè-a pé édé'w :
    { $contact }
ticket-too-many-tries =
    Sa ka fè anpil kod an sèl kou. Atann inè-d-tan, oben mandé sé òganizatè-a :
    { $contact }
ticket-claim =
    Biyé-tala a non <b>{ $name }</b>. Ès sé'w ?
    Si ou di wi, ou dakò pou sé òganizatè-a gadé sé répons-tala { $months } mwa apré fowòm-lan, pa plis. Sé rapel-la ké vini isi-a.
ticket-claim-yes = ✅ Sé mwen, mwen dakò
ticket-already-registered = Ou za ni an enskripsion a non'w. Pou pran biyé-tala, anilé'y avan.
ticket-taken-over = { $name } pran enskripsion'y asou téléfòn li. Ou pé ké risivwè sé rapel li-a ankò.

guests =
    <b>Moun enskri : { $count }</b>
    { $lines }
    { $left }
    ⏳ Lis datant : { $waiting }
    🆕 Dépi 24 h : { $fresh }
guests-category = • { $name } : { $count }
guests-left = 🪑 Plas lib : { $count } asou { $capacity }
guests-no-limit = 🪑 Pa ni limit plas
guests-get-file = 📄 Lis-la an fichié
guests-file = Lis moun ki enskri, pou an tablo. Ni enfòmasion pèsonel adan'y : gadé'y ba kò'w.
guests-organisers-only =
    Lis-la sé ba sé òganizatè-a. Pou an kestion :
    { $contact }
seat-again = 🙋 Mwen lé vini toujou
registration-resting = ⏳ Lis datant : nou pa ka gadé piès plas ba'w atjòlman.
registration-thanks = { $whose ->
    [other] I bon : <b>{ $name }</b>.
   *[own] Mèsi, <b>{ $name }</b>.
}

# Lus, jamais montrés
words-leave = anilé, arété, pa atjòlman, pli ta
words-back = viré
words-skip = soté
words-none = ayen, pa ni strikti, pa ni imel, pa ni komin
words-no-phone = pa ni téléfòn, mwen pa ni téléfòn
words-hello = bonjou, bonswa
words-no-name = mèsi, pakin, bis, pwogram, lè, ki lè, ki koté, koté, lasal, pri, manjé, lèd, enskripsion, wi, awa
words-i-am = mwen sé, non mwen sé, yo ka kriyé mwen
words-asking = ki, koté, ki lè, ki jou, konmen, poutji, ès
words-resident = moun katjé-a, moun katjé
words-mediator = adilt-rilé oben médiatè, adilt-rilé, médiatè
words-employer = strikti ki ka bay travay
words-institution = patnè enstitision
words-social-partner = patnè sosial
words-other = lòt
