### Biwo-a : pou sé òganizatè-a.

managed-card =
    { $facts }
    Kòd biyé-a : { $code }
managed-check-in = ✅ Fè'y antré
managed-promote = 🪑 Ba'y an plas
managed-needs = ♿ Bizwen
managed-cancel = Anilé enskripsion-tala
managed-desk = ◀️ Biwo
managed-corrected = { $whose ->
    [own] Sé òganizatè-a korijé enskripsion ou. /inscription ka montré'y.
   *[other] Sé òganizatè-a korijé enskripsion <b>{ $name }</b>. /autres ka montré'y.
}
managed-cancelled = { $whose ->
    [own] Sé òganizatè-a anilé enskripsion ou. Si sa pa bon, matjé ba yo.
   *[other] Sé òganizatè-a anilé enskripsion <b>{ $name }</b>. Si sa pa bon, matjé ba yo.
}
# doute : « biwo » (le bureau), « chif » (les chiffres)
desk-not-yours = Biwo-a sé pou sé òganizatè-a.
desk =
    📋 <b>Biwo</b> · { $day }, { $time }
    { $lines }
desk-seats = <b>{ $count }</b> plas pri asou { $capacity }, { $left ->
    [0] pa ni piès ankò
   *[other] rété { $left }
}
desk-registered = <b>{ $count }</b> moun enskri
desk-waitlist = Lis pou atann : { $count }
desk-changes = Dépi yè : { $fresh } nouvo, { $cancelled } anilé
desk-inside = Adan lasal-la : <b>{ $count }</b>
desk-questions = Kestion : { $waiting } ka atann, { $closed } pozé
desk-unanswered = Mésaj san répons : { $count }
desk-add = ➕ Mété moun
desk-documents = 📄 Papié épi lis
managed-door = 🚪 Lantré
desk-feedback = 💬 Sa moun pansé
desk-sources = Ki koté moun sòti (lyen ouvè) : { $sources }
desk-search = 🔎 Chèché
desk-chart = 📈 Imaj
desk-refresh = 🔄 Gadé ankò
desk-daily-on = 🔔 Chak bonmaten
desk-daily-off = 🔕 Pa bonmaten ankò
desk-daily-is-on = Ou ké risivwè sé chif-tala chak bonmaten, a 7h.
desk-daily-is-off = Ou pé ké risivwè yo bonmaten ankò.
desk-roles = 👥 Wòl
desk-log = 📓 Jounal
desk-search-prompt = Ki moun ou ka chèché ? Matjé an non, an mòso non, an nimewo téléfòn oben an kòd.
desk-search-end = Fini chèché
desk-search-ended = Ou fini chèché.
desk-found = { $name } · { $category }
desk-found-waiting = ⏳ { $name } · { $category }
desk-which = { $more ->
    [0] Ki moun sa yé ?
   *[other] Ki moun sa yé ? Ni { $more } lòt : matjé non-an an antié.
}
desk-nobody = Mwen pa ka touvé piès moun. Éséyé épi an mòso non, oben téléfòn-lan.
desk-chart-caption = Sé enskripsion-an, an imaj.
desk-alert = { $level ->
    [100] 🟥 <b>Tout plas pri</b> : { $count } asou { $capacity }. Moun ki ka vini apré ké asou lis pou atann.
   *[other] 🟧 <b>{ $level } % sé plas-la</b> pri : { $count } asou { $capacity }.
}
desk-digest =
    ☀️ Bonjou ! Mi éti nou yé.
    { $figures }
chart-registered = enskri
chart-left = plas ki rété
chart-waiting = ka atann
chart-inside = adan lasal-la
chart-questions = kestion
chart-days = Enskripsion pa jou, dènié { $days } jou
chart-categories = Ki moun ki ka vini
audit-log =
    📓 <b>Ki moun ki gadé oben chanjé zafè sé moun-lan</b>
    { $lines }
audit-empty = Poko ni piès moun ki gadé oben chanjé zafè an lòt moun.
audit-line = { $day } { $time } · { $who } : { $what }
audit-command-line = asou lòdinatè-a
audit-looked = gadé enskripsion
audit-searched = chèché
audit-corrected = korijé enskripsion
audit-cancelled = anilé enskripsion
audit-added = enskri
audit-promoted = ba an plas, enskripsion
audit-checked-in = fè antré
audit-check-in-undone = anilé antré
audit-exported = tiré an lis
audit-imported = mété an lis
audit-invited = fè an lyen
audit-invite-withdrawn = tiré an lyen
audit-invite-used = ouvè an lyen
audit-role-revoked = tiré an wòl
audit-list-loaded = chajé lis-la pou skané
audit-group-linked = maré an gwoup
audit-group-unlinked = arété pibliyé adan an gwoup
audit-group-lost = pa pé ékri ankò adan an gwoup
audit-purged = sa ki té ni pou éfasé éfasé
audit-refused = pa dakò
words-order-desk = biwo, chif, sé chif-la
