### Lantré-a : fè moun antré, épi di ou la.

# doute : « lantré » (l'accueil)
door-not-yours = Sa sé pou moun ki ka travay a lantré-a.
door-open =
    🚪 <b>Lantré</b>
    { $counts }, asou { $seats } moun ki enskri.
    Pran an biyé an foto épi téléfòn ou. Oben matjé an kòd, an non oben an nimewo téléfòn.
door-open-early =
    🚪 <b>Lantré</b>
    Jou fowòm-lan poko rivé : ou pé éséyé, mwen pa ka matjé ayen.
    Pran an biyé an foto épi téléfòn ou. Oben matjé an kòd, an non oben an nimewo téléfòn.
door-inside = { $count ->
    [0] Pa ni piès moun adan lasal-la
    [one] 1 moun adan lasal-la
   *[other] { $count } moun adan lasal-la
}
door-inside-of = { $count ->
    [0] Pa ni piès moun adan lasal-la ({ $capacity } plas)
    [one] 1 moun adan lasal-la ({ $capacity } plas)
   *[other] { $count } moun adan lasal-la ({ $capacity } plas)
}
door-scan-button = 📷 Paj pou skané
door-screen-button = 📺 Tablo a lantré-a
door-paper-button = 🖨 Lis-la asou papié
door-leave-button = Kité lantré-a
door-left = Ou pa a lantré-a ankò. /accueil pou viré.
door-who = <b>{ $name }</b> · { $details }
door-checked-in =
    ✅ { $who }
    Antré a { $time }. { $counts }.{ $needs }
door-already-in =
    ⚠️ { $who }
    I ja antré dépi { $time }.{ $needs }
door-without-seat =
    ⚠️ { $who }
    Asou lis pou atann : nou pa tjenbé plas. { $counts }.
door-admit = Fè'y antré kanmenm
door-too-early =
    👍 { $who }
    Biyé-tala bon. Fowòm-lan sé { $day } : mwen pa ka matjé ayen jòdi-a.{ $needs }
door-unknown =
    ❌ <b>Biyé-tala pa pou jòdi-a.</b>
    I sé ta an lòt zafè, oben yo anilé enskripsion-an. Chèché moun-lan épi non'y.
door-gone = Enskripsion-tala pa la ankò : yo anilé'y.
door-since = I ja antré dépi { $time }.
door-not-in = Moun-tala pa matjé adan lasal-la.
door-undo = ↩️ Anilé antré-tala
door-undone =
    ↩️ { $who }
    Antré-a anilé. { $counts }.
door-check-in = Fè'y antré
door-needs = ♿ <b>{ $needs }</b>
door-help-ask = → Mandé ki manniè ou pé édé, épi fè'y avan ou kontinié.
# doute : « san mach » (sans marche), « pòt ouvè »
door-help-wheelchair = → An chimen san mach, pòt-la ouvè. An plas bò koté ran-an, san chèz.
door-help-walking = → An chèz lamenm, an plas tou pré lantré-a, épi tan.
door-help-sight = → Di ki moun ou yé, ba'y bra'w, di sa ki ka vini : mach, pòt, chèz.
door-help-hearing = → Palé an fas li, pa kriyé. Matjé si fok. An plas douvan, pou i wè moun ki ka palé a.
door-help-child = → An plas bò koté ran-an, tou pré lasòti-a. Plas pou pousèt-la.
door-help-calm = → An plas ki kal, tou pré lasòti-a. Di'y i pé sòti épi viré.
door-found = { $name } · { $category }
door-found-in = ✓ { $time } · { $name }
door-who-is-it = { $more ->
    [0] Ki moun sa yé ?
   *[other] Ki moun sa yé ? { $more } lòt moun ni non-tala tou : matjé'y an antié.
}
door-somebody-else = An lòt moun : enskri'y
door-nobody = Pa ni piès moun ki ni non { $name } asou lis-la. Vérifié ki manniè i ka matjé, oben enskri moun-lan isi-a.
door-no-phone = Piès moun pa ba nimewo-tala. Éséyé épi non-an.
door-walk-in = Enskri'y épi fè'y antré
door-walk-in-as =
    <b>{ $name }</b> ka vini kon… ?
    Di'y nou ka matjé non'y pou lis sé moun ki la a. Mandé'y si i dakò.
door-name-first = Matjé non-an avan.
door-paper = Lis-la pou enprimé : fè an kwa épi men'w, apré sa matjé sé kòd-la ba mwen adan an mésaj (CDFG, HJKM, 3467).
door-paper-head = { $date } · { $count } moun. Apré sa matjé sé kòd-la ba bot-la, a /accueil : kat prèmié siy-la asé.
door-paper-name = Non
door-paper-category = Ka vini kon
door-paper-needs = Bizwen
door-paper-code = Kòd
door-paper-on-waitlist = (lis pou atann)
door-paper-too-early = Jou fowòm-lan poko rivé : mwen pa ka matjé ayen.
door-paper-recorded = ✅ { $count } moun matjé : { $names }
door-paper-already = ⚠️ Yo ja antré : { $names }
door-paper-waiting = ⚠️ Asou lis pou atann, mwen pa matjé yo : { $names }
door-paper-ambiguous = ❔ Plizyè biyé ka koumansé konsa, matjé kòd-la an antié : { $names }
door-paper-unknown = ❌ Piès biyé : { $names }
door-screen =
    <b>Tablo a lantré-a</b>
    Ouvè lyen-tala asou an tablo tou pré pòt-la. Kòd-la ka chanjé chak minit : moun ki enskri ka pran'y an foto, épi touché an bouton.
    Pa ba piès moun li.
door-screen-link = Ouvè tablo-a
door-screen-no-address = Pou tablo-tala, bot-la bizwen an lyen asou entènèt (koze run --public-url). Mandé moun-lan ki ka fè'y maché a.
here-ask = Ou rivé ? Touché, épi mwen ka matjé'y.
here-me = 🙋 Mwen la
here-guest = 🙋 { $name } la
here-welcome = ✅ Bienvini, <b>{ $name }</b> ! Mwen matjé ou rivé a { $time }. Bon fowòm !
here-welcome-guest = ✅ Bienvini ba <b>{ $name }</b> ! Mwen matjé i rivé a { $time }.
here-changed = Kòd-tala chanjé. Pran an foto tala ki asou tablo-a, a lantré-a.
here-closed = Ou pa pé di ou la konsa atjòlman. Wè sé moun-lan ki a lantré-a.
here-without-seat = Ou asou lis pou atann : wè sé moun-lan ki a lantré-a, yo ké di'w si ni an plas.
entrance-title = Ou enskri ? Pran'y an foto, épi touché « Mwen la ».
entrance-changes = Kòd-tala ka chanjé chak minit.
entrance-closed = Wè sé moun-lan ki a lantré-a.
entrance-inside = { $count ->
    [0] Vini prèmié !
    [one] 1 moun la
   *[other] { $count } moun la
}
words-order-door = lantré, fè moun antré
words-need-wheelchair = fotèy, fotèy woulan
words-need-walking = maché, baton, jounou, janm, do, doubout, asiz, chèz, eskalié, fatidjé, ansent
words-need-sight = avèg, zié, wè, chyen
words-need-hearing = soud, tann, zorèy, lang sign
words-need-child = ti bébé, bébé, pousèt, ti manmay, timanmay
words-need-calm = kalm, bwi, moun ki two, pè
