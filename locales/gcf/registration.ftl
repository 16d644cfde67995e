### Lasal 1 : enskripsion-an. An lékran, an kestion, fraz kout.

# doute : « ki manniè ou ka vini » (à quel titre vous venez) ; « lévènman-an » (l'événement)
registration-consent =
    <b>{ $place }</b> · Pou enskri'w, mwen ka mandé'w non'w épi ki manniè ou ka vini. Nimewo téléfòn ou, anni si ou lé.
    Sé òganizatè-a sèlman ki ké wè répons ou. Yo ka éfasé yo { $months } mwa apré lévènman-an, pa pli ta.
registration-more = Pou sav plis
registration-less = An dé mo
registration-accept = ✅ Mwen dakò, enskri mwen
registration-later = Pli ta

registration-same-name = 👤 { $name }
registration-share-phone = 📱 Bay nimewo mwen
registration-skip = Soté
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Viré

# doute : « moun katjé-a » pour résident ou résidente
category-resident = Moun katjé-a
category-mediator = Médiatè, adilt-rilé
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
registration-category = Mwen ka vini kon…
registration-phone = Téléfòn-lan

registration-facts =
    <b>Enskripsion nimewo { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>I bon, ou enskri.</b>

    { $facts }
registration-calendar-caption = Ouvè fichié-tala pou mété dat-la adan ajenda'w.

registration-already = Ou ja enskri.
# doute : « konsèvé » (garder des données)
registration-left = Dakò, nou ka arété la. Mwen pa konsèvé piès répons. Lè ou lé, touché « Enskripsion ».
registration-closed =
    Pa ni enskripsion ankò. Pou sav si ka rété plas, mandé sé òganizatè-a :
    { $contact }
registration-none = Ou poko enskri.
registration-not-yet = Ou ké pé enskri kò'w dépi { $day } a { $hour }. A pli ta !

registration-no-name = Mwen pa rivé li an non. Ékri tinon'w épi non'w, an lèt, kon yo ka kriyé'w.
registration-long-name = I two long pou an non. Ès ou pé ékri'y an 80 lèt, pa plis ?
registration-no-structure = Mwen pa rivé li non-tala. Ékri non asosiasion'w, lantrépriz ou oben sèvis ou.
registration-long-structure = I two long. Ès ou pé ékri non strikti'w an 120 lèt, pa plis ?
registration-no-phone = { $at ->
    [card] Nimewo-tala pa ka sanm i bon. Ékri'y kon 0696 12 34 56 oben +1 758 123 4567, oben touché « Viré ».
   *[step] Nimewo-tala pa ka sanm i bon. Ékri'y kon 0696 12 34 56 oben +1 758 123 4567, touché « Bay nimewo mwen », oben touché « Soté ».
}
registration-others-contact = { $at ->
    [card] Sé nimewo an lòt moun. Ékri ta'w, oben touché « Viré ».
   *[step] Sé nimewo an lòt moun. Bay ta'w épi bouton-an, ékri an nimewo, oben soté.
}
registration-needs-button = Touché yonn adan sé bouton anlè-a, souplé.
registration-needs-text = Isi-a, mwen bizwen dé-twa mo ékri, souplé.
registration-no-email = Ladrès-tala pa ka sanm i konplé. Ékri'y kon non@exemple.com, san espas.
registration-no-area = Mwen pa rivé li non-tala. Ékri komin ou oben katjé'w, an dé-twa lèt.
registration-long-area = I two long. Ès ou pé ékri komin ou oben katjé'w an 60 lèt, pa plis ?
registration-no-access = Mwen pa rivé li. Ékri an dé-twa mo sa ki té ké édé'w vini épi patisipé.
registration-long-access = I two long. Ès ou pé di'y an 300 lèt, pa plis ?

# doute : « éfasé », « dwa'w » (vos droits), « sa ou bizwen pou vini » (besoins d'accès), « imel » ou « mel » ?
registration-consent-whole =
    <b>{ $place }</b> · <b>Sa mwen ka matjé</b> : non'w, ki manniè ou ka vini, épi sa ou lé ajouté (strikti, téléfòn, imel, komin, sa ou bizwen pou vini). Lang ou tou, nimewo Telegram ou, épi ki lè ou di wi.
    <b>Poutji</b> : paré pou risivwè'w épi voyé sé rapel-la ba'w. Pa pou ayen dòt.
    <b>Pou ki moun</b> : { $organisers }.
    <b>Jik ki lè</b> : { $months } mwa apré lévènman-an, pa pli ta. Apré sa, tout ka éfasé.
    <b>Si ou éfasé</b> : an mak kont ou, san nimewo'w, ka konsèvé vwa ou épi limit ou rivé adan. I ké détwi menm jou-a.
    <b>Dwa'w</b> : wè tout épi /mesdonnees, korijé, éfasé tout épi /effacer, oben mandé isi-a :
    { $contact }
# doute : « menm jou-a » (à la même date)
registration-consent-not-understood = <b>Mésaj ou</b> : lè mwen pa ka konprann, mwen ka matjé mo ou, san non'w, pou réponn ou pli bien. Yo ka éfasé menm jou-a.
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
# doute : « strikti », « asosiasion », « lantrépriz »
registration-ask-structure = { $whose ->
    [other] <b>{ $place }</b> · Pou ki strikti (asosiasion, lantrépriz, sèvis) moun-tala ka vini ? Ékri non-an, oben soté.
   *[own] <b>{ $place }</b> · Pou ki strikti (asosiasion, lantrépriz, sèvis) ? Ékri non'y, oben soté.
}
registration-ask-phone = { $whose ->
    [other] <b>{ $place }</b> · A ki nimewo nou pé jwenn moun-tala ?
    Ékri an nimewo, oben touché « Soté » : sé rapel-la ké vini isi-a.
   *[own] <b>{ $place }</b> · A ki nimewo nou pé jwenn ou si pwogram-lan chanjé ?
    Touché « Bay nimewo mwen », ékri an nimewo, oben soté.
}
registration-summary-full =
    <b>{ $place }</b> · <b>Ès tout bagay bon ?</b>
    Pa ni plas atjòlman : ou ké asou lis pou atann lan.

    { $lines }
registration-structure = Strikti-a
registration-line-email = ✉️ { $value }
registration-line-area = 🏘 { $value }
registration-line-access = ♿ { $value }

registration-confirmed-other =
    🎉 <b>I bon, moun-tala enskri.</b>

    { $facts }
# doute : « lis pou atann lan » : l'article
registration-on-list =
    📝 <b>I bon, asou lis pou atann lan.</b>

    { $facts }
# doute : « kou » (dès que) ; « nimewo » (rang sur la liste)
registration-in-line = ⏳ Lis pou atann : nimewo <b>{ $rank }</b>. Kou an plas lib, mwen ka ékri'w.
# doute : « tjenbé » (garder une place)
registration-kept = ⏳ Nou ka tjenbé an plas ba'w jik { $day }, { $hour }.
registration-afterwards = Mwen ké fè'w sonjé a lè. Antan-tala, pozé mwen kestion'w.
registration-afterwards-other = Mwen ké voyé sé rapel-la isi-a pou moun-tala. Ba'y biyé'y. Si i ni Telegram, i pé ékri mwen kod biyé-a : i ké risivwè sé rapel-la li menm.
registration-afterwards-waiting = Pa ni ayen dòt pou fè. Antan-tala, pozé mwen kestion'w.
registration-calendar-cancelled = Ouvè fichié-tala pou tiré dat-la adan ajenda'w.
registration-unchanged = Dakò, mwen pa chanjé ayen.
registration-gone = Enskripsion-tala pa la ankò.
registration-no-room-there = Pa ni plas lib pou sa : enskripsion'w ka rété kon i yé.
registration-type-phone = { $at ->
    [card] Ékri nimewo'y, souplé, oben touché « Viré ».
   *[step] Ékri nimewo'y, souplé, oben touché « Soté ».
}
registration-nudge =
    Ou té koumansé enskri kò'w : i ka atann ou, la ou té rété.
    Dènié jou : { $day }.
registration-go-on = ▶️ Kontinié

card-ticket = 🎟 Biyé épi ajenda
card-email = ✉️ Imel
card-area = 🏘 Komin
# doute : « sa mwen bizwen » (besoins d'accès)
card-access = ♿ Bizwen
card-others = 👥 Enskri an moun
card-modify = ✏️ Chanjé oben anilé
card-leave-list = ✖️ Tjité lis-la

edit-name = Ékri tinon-an épi non-an.
edit-category = Ka vini kon…
edit-structure = Ékri non strikti-a (asosiasion, lantrépriz, sèvis).
edit-phone = Ékri nimewo téléfòn-lan.
edit-email = Ki adrès imel ? Ékri'y isi-a. I ka sèvi anni si sé òganizatè-a bizwen ékri.
edit-area = Ki komin oben ki katjé ? Chwazi, oben ékri.
# doute : « fotèy woulan » (fauteuil roulant)
edit-access =
    Ki sa ou bizwen pou vini épi patisipé ? Kontel : plas pou an fotèy woulan, an plas douvan, an moun pou tradui.
    Ékri'y an dé-twa mo, anni si ou lé. Sé òganizatè-a ka sèvi épi'y pou risivwè'w, pa pou ayen dòt.
edit-clear = 🗑 Tiré répons-tala
edit-more-areas = Apré sa ›

cannot-come-seat = { $whose ->
    [other] <b>{ $name }</b> pa pé vini ankò ? Plas li ké lib lamenm, épi répons li ké éfasé.
   *[own] Ou pa pé vini ankò ? Plas ou ké lib lamenm, épi répons ou ké éfasé.
}
cannot-come-list = { $whose ->
    [other] Tiré <b>{ $name }</b> asou lis pou atann lan ? Répons li ké éfasé.
   *[own] Tjité lis pou atann lan ? Répons ou ké éfasé.
}
cannot-come-yes = Wi, mwen ka lésé plas-la
cannot-come-yes-list = Wi, tjité lis-la
cannot-come-no = Non, mwen ka tjenbé'y
# doute : « dèskè » (de ce que)
freed = { $whose ->
    [other] I fèt : enskripsion { $name } anilé épi répons li éfasé.
   *[own] I fèt : enskripsion'w anilé épi répons ou éfasé. Mèsi dèskè ou di'y.
}
freed-come-back = Si sa chanjé, ou ké pé enskri kò'w ankò : « Enskripsion ».
freed-thanks = Mwen la toujou pou kestion'w.

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
    Mwen ka tjenbé'y jik <b>{ $until }</b>, { $untilday }. Ès ou ka pran'y ?
seat-ran-out = { $whose ->
    [other] Nou pa ka tjenbé plas-la ba <b>{ $name }</b> ankò : lè-a pasé.
   *[own] Mwen pa ka tjenbé plas-la ba'w ankò : lè-a pasé.
}
    Si ou lé vini toujou, touché « Mwen lé vini toujou » : enskripsion-an ké an bout lis-la.
seat-too-late = { $whose ->
    [other] Nou pa ka tjenbé plas-la ba <b>{ $name }</b> ankò : lè-a pasé.
   *[own] Mwen pa ka tjenbé plas-la ba'w ankò : lè-a pasé.
}
    Sé òganizatè-a pé di'w plis :
    { $contact }
seat-last-chance = { $whose ->
    [other] Piès plas pé ké lib ankò ba <b>{ $name }</b>, eskizé mwen.
   *[own] Piès plas pé ké lib ankò ba'w, eskizé mwen.
}
    Sé òganizatè-a pé di'w plis :
    { $contact }
seat-offer-passed = Nou pa ka tjenbé plas-tala ankò : lè-a pasé. « Enskripsion » ka montré'w ki koté ou yé.
seat-card = 🎟 Wè enskripsion-an
seat-cannot-come = ✖️ Mwen pa pé vini ankò
seat-take = ✅ Mwen ka pran plas-la
seat-refuse = ✖️ Mwen pa pé vini

others = { $count ->
    [0] Ès ou ka vini épi an moun ? Oben ou konnèt an moun ki pa ni téléfòn ? Mwen ka enskri'y isi-a, épi an plas épi an biyé a non'y.
   *[other] Ou enskri { $count } moun.
}
others-person = 👤 { $name }
others-add = ➕ Enskri an moun
others-more = Apré sa { $page }/{ $pages } ›
others-too-many =
    Ou ja enskri { $most } moun : mwen pa pé pran plis isi-a. Pou dòt moun, mandé sé òganizatè-a :
    { $contact }
other-consent =
    Pou enskri an lòt moun, fok i dakò. Sé òganizatè-a ké wè non'y épi ki manniè i ka vini. Yo ké wè téléfòn li tou, si ou ba mwen'y. Tout ka éfasé { $months } mwa apré lévènman-an, pa pli ta. Ki manniè i di wi ?
other-consent-whole =
    Pou li ba'y :
    <b>Sa nou ka matjé</b> : non'y, ki manniè i ka vini, épi sa i lé ajouté. Ki moun enskri'y tou, épi ki manniè i di wi.
    <b>Poutji</b> : paré pou risivwè'y épi voyé sé rapel-la.
    <b>Pou ki moun</b> : { $organisers }.
    <b>Jik ki lè</b> : { $months } mwa apré lévènman-an, pa pli ta.
    <b>Dwa'y</b> : wè, korijé, fè éfasé :
    { $contact }
# doute : « a vwa » (de vive voix)
other-aloud = 🗣 I di'y a vwa
other-paper = 📄 Asou papié, i siyen
other-read = Sa nou ka matjé

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
    Mwen pa pé montré biyé-tala isi-a. Si sé ta'w, ékri mwen kod biyé-a.
    An kestion ?
    { $contact }
ticket-write-code = Ès ou ni an biyé ? Ékri mwen kod biyé-a. Si ou pa ni, touché « Enskripsion ».
# doute : « antou » (en tout)
ticket-unknown-code =
    Mwen pa konnèt kod-tala. Gadé biyé-a ankò : uit lèt oben chif antou.
    Sé òganizatè-a pé édé'w :
    { $contact }
ticket-too-many-tries =
    Sa ka fè anpil kod an sèl kou. Atann inè-d-tan, oben mandé sé òganizatè-a :
    { $contact }
# doute : « konsèvé » (garder des données)
ticket-claim =
    Biyé-tala a non <b>{ $name }</b>. Ès sé'w ?
    Si wi, sé òganizatè-a ka konsèvé sé répons-tala { $months } mwa apré lévènman-an, pa plis. Si ou touché bouton-an, ou dakò. Sé rapel-la ké vini isi-a.
ticket-claim-yes = ✅ Sé mwen, mwen dakò
ticket-already-registered = Ou ja ni an enskripsion a non'w. Pou pran biyé-tala, anilé'y avan.
ticket-taken-over = { $name } ka risivwè sé rapel-la asou téléfòn li atjòlman. Ou pé ké risivwè yo ankò.

guests =
    <b>Moun ki enskri : { $count }</b>
    { $lines }
    { $left }
    ⏳ Lis pou atann : { $waiting }
    🆕 Dépi 24 h : { $fresh }
guests-category = • { $name } : { $count }
guests-left = 🪑 Plas lib : { $count } asou { $capacity }
guests-no-limit = 🪑 Pa ni limit plas
guests-get-file = 📄 Lis-la an fichié
guests-file = Lis moun ki enskri, pou an tablo. Ni enfòmasion pèsonel adan'y : tjenbé'y ba kò'w.
guests-organisers-only =
    Sé sé òganizatè-a sèlman ki pé wè lis-la. Pou an kestion :
    { $contact }
seat-again = 🙋 Mwen lé vini toujou
registration-resting = ⏳ Lis pou atann : nou pa ka tjenbé piès plas ba'w atjòlman.
registration-thanks = { $whose ->
    [other] I bon : <b>{ $name }</b>.
   *[own] Mèsi, <b>{ $name }</b>.
}

# Lus, jamais montrés
words-leave = anilé, arété, pa atjòlman, pli ta
words-feedback-done = fini, sa fini, ayen, pa ni ayen, pa ni ayen ankò, non, non mèsi, sé tout, sé tou
words-back = viré
words-skip = soté, pasé, ann pasé, man ka pasé
words-none = ayen, pa ni strikti, pa ni imel, pa ni komin, pa ni, man pa ni, mwen pa ni, i pa ni, an pa ni
words-hello = bonjou, bonswa
words-no-name = mèsi, pakin, bis, pwogram, lè, ki lè, ki koté, koté, lasal, pri, manjé, lèd, enskripsion, wi, awa
words-i-am = mwen sé, man sé, sé mwen ki, sé, non mwen sé, non man sé, yo ka kriyé mwen, yo ka kriyé man, man ka kriyé, mwen ka kriyé, mwen ka aplé, man ka aplé, sé pou, i ka kriyé, i ka rélé, i ka aplé, y ka rélé, non'y sé, non li sé, man ka rélé, mwen ka rélé
words-asking = ki, koté, ki lè, ki jou, konmen, poutji, ès
words-resident = moun katjé-a, moun katjé, abitan, moun isi, moun katié, vwazin, vwazen, mwen ka rété isi, man ka rété isi
words-mediator = adilt-rilé oben médiatè, adilt-rilé, médiatè, médiatè adilt-rilé, adilt rilé, adilt-relé, adulte relais, médiatris
words-employer = strikti ki ka bay travay
words-institution = patnè enstitision, asosiasion, lasosiasion, lanmèri, lékol, patnè
words-social-partner = patnè sosial
words-other = lòt
registration-whose = Di ki moun ou ka palé ?
registration-only-yours = Isi-a, mwen ka wè enskripsion ou tousèl. Ès sé di'y ou ka palé ?
registration-whose-own = 🙋 Mwen, { $name }
registration-whose-more = 👥 Wè lézòt
words-somebody-else = manman mwen, papa mwen, paran mwen, fi mwen, fiy mwen, gason mwen, ich mwen, timanmay mwen, sè mwen, frè mwen, tant mwen, tonton mwen, kouzin mwen, kouzen mwen, gran-manman mwen, granpapa mwen, madanm mwen, mari mwen, konpanyon mwen, kanmarad mwen, zanmi mwen, vwazin mwen, vwazen mwen, kolèg mwen, envité mwen, manman, zanmi, sé zanmi mwen, an lòt moun
words-oneself = man, mwen menm, plas mwen, enskripsion mwen, biyé mwen
words-rather-not = pito pa, simié pa, pa lé bay, pa lé ba, pa anvi, pa vé
words-without = pa, san, pon, piès, pyès, ni pa
words-phone = téléfòn, nimewo, pòtab, tél
words-why = poutji, pou ki sa, pouki sa, pou ki rézon, sa zòt ka fè épi, ki moun ka wè, ki moun ké wè, sa zot ké fè
words-own-data = non mwen, tinon mwen, nimewo mwen, téléfòn mwen, ladrès mwen, enfòmasion mwen, sé répons mwen, non man, nimewo man
words-at = awobaz, awobas
words-dot = pwen
registration-needs-number = { $at ->
    [card] Isi-a, mwen bizwen an nimewo an chif. Ou pé touché « Viré » tou.
   *[step] Isi-a, mwen bizwen an nimewo an chif. Ou pé touché « Soté » tou.
}
registration-needs-own-name = Enskripsion-tala sé ta'w : ékri non'w, souplé. Pou enskri an lòt moun, sèvi épi { $command } apré.
registration-why =
    Non'w, sé pou risivwè'w ; nimewo'w, sé pou nou pé jwenn ou si an bagay ka chanjé. Ou pa oblijé bay nimewo.
    Sé òganizatè-a sèlman ki ka wè sé répons ou a. Yo ké éfasé { $months } mwa apré lévènman-an, pa pli ta.
words-cannot-come = pa ka vini, pa pé vini, pa ké vini, pé pa vini, anilé, annilé, tiré, rétiré
words-but = mé, pa, atann, pito
words-my-name-is = non mwen sé, non man sé, mwen ka kriyé, man ka kriyé, mwen ka rélé, man ka rélé
words-sign-up = enskri, matjé, mété, ajouté, menné, vini épi
registration-note-needs = Sa ou bizwen, yo pé matjé'y épi enskripsion'w :
