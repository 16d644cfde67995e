### Paj-la adan navigatè-a : pou pozé an kestion san Telegram, épi sa sé modératè-a ka réglé.

page-skip = Alé jik kestion-an
page-languages = Lang paj-la
page-lost = Koneksion-an koupé. Nou ka eséyé ankò…
page-now = Atjòlman
page-telegram = Ou ni Telegram ? Kozé ka réponn ou anlè'y, anlè téléfòn ou.
page-telegram-open = Ouvè adan Telegram
page-ask = Pozé kestion'w
page-ask-label = Kestion'w ba sé moun-lan ki ka palé a
page-ask-easy = San kont, san non, san imel. { $longest } lèt pou pi plis.
page-ask-reviewed = An moun ka li'y avan. Apré sa, lasal-la pé ba'y vwa.
page-ask-send = Voyé kestion mwen
page-ask-anyway = Voyé'y kanmenm ba sé moun-lan ki ka palé a
page-rule = Ki manniè yo ka chwézi sé kestion-an
page-room-code = Kod-la ki anlè lékran lasal-la
page-room-code-help = Kat chif, pou ékri an sèl fwa.
page-checking = An ti vérifikasion, détwa ségonn…
page-asking-closed = Yo pa ka pran kestion anlè paj-tala pou lè-a. Ou pé pozé'y anlè Telegram, oben an mikwo-a.
page-asking-later = Yo pa ka pran kestion pou lè-a.
page-too-many = { $count ->
    [one] Yonn adan kestion'w ka atann dija. Voyé tala lè lòt-la ké pasé.
   *[other] { $count } adan kestion'w ka atann dija. Voyé tala lè yonn ké pasé.
}
page-too-soon = { $seconds ->
    [one] An ségonn ankò avan lòt kestion-an, pou chak moun ni tou'y. Teks ou toujou la.
   *[other] { $seconds } ségonn ankò avan lòt kestion-an, pou chak moun ni tou'y. Teks ou toujou la.
}
page-how-asking-works = Ékri kestion'w, épi touché « Voyé kestion mwen ». Pèsonn pa ka wè kimoun ki pozé'y : paj-la pa konnèt non'w.
page-about-own-questions = Kestion'w pli ba, anba « Kestion mwen ». Ou pé rétiré sa ki ka atann.
page-accepted = I matjé : kestion nimewo { $number }.
page-accepted-reviewed = I matjé : kestion nimewo { $number }. An moun ka li'y, épi lasal-la pé ba'y vwa.
page-repeated = Sa ja rivé : ayen pa ka konté dé fwa.
page-similar = Pétèt an moun ja pozé kestion'w. Ès sé yonn adan sé tala ?
page-similar-support = Ba nimewo { $number } vwa mwen, an plas ta mwen
page-similar-done = I fèt : vwa'w asou lòt kestion-an, épi ta'w la rétiré.
page-similar-gone = Yonn adan sé dé kestion-an pa ka atann ankò. Ayen pa chanjé.
page-questions = Sé kestion lasal-la
page-questions-none = Pa ni piès kestion ka atann. Pozé prèmié-a !
page-questions-more = { $count ->
    [one] Épi an lòt kestion, ki ni mwens vwa.
   *[other] Épi { $count } lòt kestion, ki ni mwens vwa.
}
page-question-live = Yo ka réponn li atjòlman
page-votes = { $count ->
    [one] { $count } vwa
   *[other] { $count } vwa
}
page-support = Ba'y vwa mwen
page-supported = Vwa'w asou'y
page-of-question = kestion nimewo { $number }
page-voted = I konté.
page-vote-closed = Ou pa pé voté pou lè-a.
page-mine = Kestion mwen
page-mine-none = Ou poko pozé kestion isiya.
page-withdraw = Rétiré'y
page-withdrawn = I fèt : kestion-an rétiré.
page-withdraw-late = I ja pasé : pa ni ayen pou rétiré ankò.
page-private-case = Mi moun ki pé édé'w :
page-take = Épi Telegram tou
page-take-why = Si ou ni Telegram, Kozé pé ékri'w anlè'y lè kestion'w ka pasé. Si ou pa ni'y, tjenbé paj-tala.
page-take-button = Touvé kestion mwen adan Telegram
page-take-ready = Ouvè lyen-tala avan inè-d-tan, anlè téléfòn-lan éti ou ni Telegram. I ka sèvi an sèl fwa.
page-take-linked = Sé kestion-tala adan Telegram ou tou.
page-data = Sa ki anlè mwen
page-data-what = Kozé ka tjenbé kestion'w épi vwa'w anba an nimewo ki vini pa aza. Pa ni non, sof tinon-an ou ka ba pou mikwo-a.
page-data-see = Wè sa Kozé ka tjenbé
page-data-nothing = Kozé pa ka tjenbé ayen asou'w.
page-erase = Éfasé tout
page-erase-sure = Si ou éfasé tout, sé kestion'w la ki ka atann ké rétiré.
page-erase-link = Navigatè-tala ka bliyé Telegram ou. Pou éfasé rès-la, ékri /effacer adan Telegram.
page-erased = I éfasé.
page-search = Pwogram-lan épi koté-a
page-search-label = Ki sa ou lé sav ?
page-search-example = Kontel : ki lè poz-la ?
page-search-button = Mandé
page-programme = Tout pwogram-lan
page-back = Viré anlè paj-la
page-no-cookies = Navigatè'w pa lé tjenbé ti mak sit-la (cookies). Kozé pa pé sav kestion-an sé ta'w. Otorizé sa ba sit-tala, épi eséyé ankò. Ou pé toujou li.
page-old = Paj-tala té ouvè dépi lontan. Teks ou toujou la : voyé'y an fwa ankò.
page-code-wrong = Sé pa kod lékran-an. I ka chanjé chak dis minit : gadé'y an fwa ankò.
page-code-needed = An sèl fwa, ékri kat chif-la ki anlè lékran lasal-la.
page-busy = Anpil moun ka ékri menm lè-a. Eséyé ankò talè : teks ou toujou la.
page-too-large = Teks-tala two long. Ékri kestion'w an détwa fraz.
page-failed = Sa pa maché. Eséyé ankò talè : teks ou toujou la.

taken-along = { $questions ->
    [0] I fèt : navigatè'w épi Telegram ansanm.
    [one] I fèt : kestion'w isiya atjòlman. Mwen ké di'w sa i ka divini.
   *[other] I fèt : { $questions } kestion'w isiya atjòlman. Mwen ké di'w sa yo ka divini.
} { $votes ->
    [0] Ou poko té ba piès kestion vwa'w.
    [one] Vwa'w ka suiv ou.
   *[other] { $votes } vwa'w ka suiv ou.
}
taken-along-unknown = Lyen-tala ja sèvi, oben i ni plis pasé inè-d-tan. Mandé an lòt anlè paj-la.

browser-open = 🌐 Kestion pa navigatè
browser-votes = 🌐 Navigatè : voté sèlman
browser-closed = 🌐 Navigatè : fèmen
set-browser-review-on = 🌐 Vérifié sa ki sòti navigatè
set-browser-review-off = 🌐 Fè parèt sa ki sòti navigatè

held-visitor = • An nimewo ki vini pa aza ba navigatè-tala : { $id } ; paj-la an { $language } ; dépi { $day }
held-visitor-link = • An navigatè ki ni sé kestion'y adan Telegram tou
held-transfer-code = • An lyen pou pòté kestion'w alé adan Telegram, i ka éfasé apré inè-d-tan
hall-room-code = San skrip, kod : { $code }

page-floor = Palé an mikwo-a
page-floor-name = Tinon'w, si ou lé
page-floor-name-why = Sé sé modératè-a sèlman ki ka wè'y, pou kriyé'w. San tinon, yo ka kriyé an nimewo.
page-floor-number = Sé modératè-a ké kriyé <b>nimewo { $number }</b> : sé wou.
page-floor-stay = Kité paj-tala ouvè : i ka kriyé'w lè sé tou'w.
page-floor-done = I matjé.
page-floor-late = Sa pa posib ankò : lè-a pasé.
page-account = Sa kestion'w divini
page-not-sent = Teks ou poko voyé.
