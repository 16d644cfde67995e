### Sa ki rivé sé kestion-an : rapò-a, piblikasion'y, épi mésaj-la ba tout moun.

# doute : règ (règle)
command-regle = Règ sé kestion-an
command-suites = Sa ki rivé sé kestion-an

# Paj-la épi PDF-la
account-title = Sa ki rivé sé kestion zot la
account-count = { $count ->
    [0] Piès kestion pa parèt.
   *[other] Sé modératè-a fè { $count } kestion parèt.
}
account-answered = Répons adan lasal-la : { $aloud } · Répons ékri : { $written } · San répons, pa té ni tan : { $none }
account-no-names = Piès non pa ka parèt isi-a.
account-questions = Sé kestion-an
account-other-questions = Lòt kestion
account-votes = { $count ->
   *[other] { $count } vwa
}
account-aloud = Répons adan lasal-la
account-written = Répons ékri
account-none = Pa ni répons : pa té ni tan
account-answer = Répons ékri
account-grouped = Pozé ansanm épi :
account-aside = Kestion yo mété akoté
account-aside-none = Yo pa mété piès kestion akoté.
account-aside-why = Mo yo pa ka parèt. Mi sé rézon-an, épi konmen :
account-figure = { $reason } : { $count }
account-hidden = Kestion ki pa ka parèt
account-unread = An modératè pa li yo, pa té ni tan
# doute : an ti koté (en privé)
account-private = Yo réponn moun-lan an ti koté
account-withdrawn = Moun-lan tiré'y
account-few = mwens pasé 5
account-rule = Li règ sé kestion-an
account-get = Pran PDF-la
account-published = I parèt { $day }.
# doute : bouyon (brouillon)
account-draft = Bouyon, vèsion { $version } : ayen poko parèt.
account-contact = Pou mandé poutji, oben pou fè korijé : { $contact }
account-nothing = Rapò-a poko la.
account-nothing-why = Viré vini apré. Ou ké li isi-a sa ki rivé sé kestion-an.
account-page = paj { $page } / { $pages }
account-languages = Lang
account-themes = Tèm

# Pou sé òganizatè-a
account-desk =
    <b>Sa ki rivé sé kestion-an</b>
    { $lines }
account-aside-count = Mété akoté : { $count }
account-version = Bouyon : vèsion { $version }
account-status-none = Ayen poko parèt.
account-status-same = ✅ Vèsion-tala ka parèt dépi { $day }.
account-status-changed = ✏️ I parèt { $day }. Bouyon-an chanjé dépi sa.
account-not-over = ⏳ Sa poko fini : bouyon-an ka chanjé toujou.
account-under-way = 📨 Sé mésaj-la ka pati : { $count } jik atjòlman.
account-preview-at = Paj-la avan i parèt, tjenbé'y pou kò'w : { $path }
account-read = 📄 Li bouyon-an
account-preview = 🌐 Wè paj-la avan
account-go-on = ✅ Kontinié pou i parèt
account-withdraw = 🗑 Tiré paj-la
account-draft-caption = Bouyon-an, vèsion { $version }. Tjenbé'y adan lékip-la.
account-confirm = { $count ->
    [0] Ès ou li vèsion { $version } ? Lè i parèt, tout moun pé li'y. Pèsonn pé ké risivwè mésaj.
   *[other] Ès ou li vèsion { $version } ? Lè i parèt, tout moun pé li'y. { $count } moun ké risivwè an mésaj.
}
account-told-before = Moun ki ja sav : { $count }
account-yes = ✅ Wi, fè vèsion-tala parèt
account-yes-again = 📣 Fè'y parèt épi di tout moun ankò
account-not-yet = ‹ Poko
account-changed = Bouyon-an chanjé dépi sa : li'y ankò avan i parèt.
account-done = ✅ I parèt. Sé mésaj-la ka pati.
account-done-before = Vèsion-tala ja parèt.
account-really-withdraw = Tiré paj-la ? Mésaj moun ja risivwè ka rété, mé lyen-an pé ké montré ayen ankò.
account-withdraw-yes = 🗑 Wi, tiré paj-la
account-taken-down = Paj-la tiré. Ou pé fè'y parèt ankò.
account-not-published = Ayen pa parèt.
account-report = { $count ->
    [0] Rapò-a parèt. Pa té ni moun pou di sa.
   *[other] ✅ Rapò-a : { $count } moun sav.
}
account-organisers-only = Sé òganizatè-a tousèl ka li bouyon-an.
desk-account = 📋 Paré rapò-a

# Ba tout moun
account-message =
    📋 <b>{ $title }</b>
    Ou pé li sa ki rivé sé kestion-an, épi sé répons ékri a. Mèsi pou tout sa ou pòté !
account-open = 🌐 Li rapò-a
account-send-pdf = 📄 Risivwè PDF-la
account-caption = Sa ki rivé sé kestion zot la

# Sa Kozé ka konsèvé
held-answer = • Répons ékri pou kestion ou nimewo { $number } : { $answer }
held-answers-written = { $count ->
   *[other] • Ou ékri { $count } répons ba kestion.
}
held-account-question = • Kestion ou nimewo { $number } adan rapò-a ki parèt la.
held-account-told = • Yo di'w rapò-a parèt.
held-account-sending = • Ou fè rapò-a parèt : { $count } mésaj.
