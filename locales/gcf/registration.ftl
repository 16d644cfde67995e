### Lasal 1 : enskripsion-an. An lékran, an kestion, fraz kout.

registration-consent =
    Pou enskri'w, mwen ké mandé'w non'w, ki moun ou yé épi, si ou lé, an nimewo téléfòn.
    Sé répons-tala ka alé anni ba sé òganizatè fowòm-lan, épi yo ké éfasé { $months } mwa apré, pa pli ta.
# doute : « éfasé » et « dwa'w » (vos droits) ; « strikti » pour une structure (association, service)
registration-consent-whole =
    <b>Sa mwen ka gadé</b> : non'w, ki moun ou yé, strikti'w épi téléfòn ou si ou ba mwen yo, lang ou, nimewo Telegram ou, épi ki lè ou di wi.
    <b>Poutji</b> : paré pou risivwè'w épi fè'w sonjé fowòm-lan. Pa pou ayen dòt.
    <b>Pou ki moun</b> : { $organisers }.
    <b>Jik ki lè</b> : { $months } mwa apré fowòm-lan, pa pli ta. Apré sa, tout ka éfasé.
    <b>Dwa'w</b> : wè répons ou, korijé yo oben fè éfasé yo, lè ou lé :
    { $contact }
registration-more = Pou sav plis
registration-less = An dé mo
registration-accept = ✅ Mwen dakò, enskri mwen
registration-later = Pli ta

registration-ask-name =
    <b>{ $place }</b> · Ki non'w ?
    Touché bouton-an si i bon, oben ékri tinon'w épi non'w.
registration-same-name = 👤 { $name }
registration-ask-category = <b>{ $place }</b> · Ou ka vini kon…
registration-ask-structure = <b>{ $place }</b> · Pou ki strikti ? Ékri non'y.
registration-ask-phone =
    <b>{ $place }</b> · A ki nimewo nou pé jwenn ou si pwogram-lan chanjé ?
    Touché « Bay nimewo mwen », ékri an nimewo, oben soté.
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
    <b>Ès tout bagay bon ?</b>

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
# doute : « antan-tala » (d'ici là)
registration-afterwards = Mwen ké fè'w sonjé lavèy, bonmaten-an menm, épi jis avan latab-wonn-lan. Antan-tala, pozé mwen kestion'w.
registration-card =
    { $facts }

    Pou korijé oben anilé, ékri oben téléfonné :
    { $contact }
registration-calendar = 🗓 Adan ajenda mwen
registration-calendar-caption = Ouvè fichié-tala pou mété fowòm-lan adan ajenda'w.

registration-already = Ou za enskri.
registration-left = Dakò, nou ka arété la. Mwen pa gadé piès répons. Lè ou lé : « Enskripsion ».
registration-closed =
    Enskripsion-an fèmen. Pou sav si ni plas ki rété, mandé sé òganizatè-a :
    { $contact }
registration-not-yet = Enskripsion-an ké ouvè { $day } a { $hour }. A pli ta !
registration-full =
    Pa ni plas ankò, eskizé mwen. Sé òganizatè-a pé di'w plis :
    { $contact }

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
