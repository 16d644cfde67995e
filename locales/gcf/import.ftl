### Papié-a : an lis moun, adan an fichié oben ékri, ka vini enskripsion.

command-importer = Enskri moun ki adan an lis

# doute : « tit » pour le titre d'une colonne
import-how =
    <b>📄 Enskri an lis</b>
    Voyé an fichié .csv oben .xlsx, épi tit kontel Non, Tinon, Ka vini kon, Nimewo téléfòn.
    Oben ékri an moun pa liy : Marie Modèle, moun katjé-a, 0696 12 34 56
    Mwen ka montré'w avan sa mwen té ké fè. Ayen pa ka matjé si ou pa dakò.
import-typed = Lis ou
# doute : « liy » (ligne)
import-source = 📄 { $source } : { $count ->
    [one] yon liy
   *[other] { $count } liy
}
import-count-new = ✅ Moun ki nèf : { $count }
import-count-waiting = ⏳ Adan yo, asou lis pou atann, pas pa ni plas : { $count }
import-count-registered = ↩️ Ja enskri : { $count }
import-count-duplicate = 👥 Dé fwa adan lis-la : { $count }
import-count-no-name = ⚠️ Liy san non, mwen pa ka pran yo : { $count }
import-count-phone = ☎️ Nimewo téléfòn mwen pa sa li : { $count }
# doute : « kalité » pour « qualité » (vient comme)
import-count-category = ❔ Kalité mwen pa konnèt : { $count }
import-count-left-out = ✂️ Répons mwen pa sa li, mwen pa ka pran yo : { $count }
# doute : « fòmil » (formule de tableur)
import-count-missing = 🧮 Liy épi an fòmil ki pa ni rézilta : { $count }
# doute : « fèy » (feuille d'un classeur)
import-only-sheet = Fèy mwen li : { $sheet }. Mwen pa li sé lòt fèy-la.
# doute : « kolonn » (colonne)
import-unread-columns = Kolonn mwen pa ka li : { $columns }

import-line-seat = { $line } · { $name } : nouvo enskripsion
import-line-waiting = { $line } · { $name } : lis pou atann
import-line-registered = { $line } · { $name } : menm moun ki enskripsion nimewo { $number }
import-line-duplicate = { $line } · { $name } : menm moun ki asou liy { $other }
import-line-no-name = { $line } · non-an ka manké
import-line-not-a-name = { $line } · { $name } : mwen pa ka li an non
import-remark-phone = nimewo mwen pa sa li ({ $text }), mwen pa ka matjé'y
import-remark-category = kalité mwen pa konnèt ({ $text }), mwen ka matjé : { $category }
import-remark-left-out = mwen pa sa li : { $text }
import-remark-missing = an fòmil pa ni rézilta
import-rest = Tout sé liy-la adan fichié-a ki ka suiv.
import-file-caption = Sa mwen té ké fè épi chak liy. Fichié-tala ni enfòmasion asou moun : tjenbé'y ba kò'w.
# doute : « ranplasé » (remplacée)
import-report-gone = Mwen pa ni lis-tala ankò : i ja matjé, oben an lòt ranplasé'y. Voyé'y ankò pou wè'y.
import-not-done = Ayen poko matjé. Ès sé moun-tala ba dakò yo asou papié ?
import-nothing-new = Pa ni pièsòn nèf pou enskri.
import-add-apply = Ayen poko matjé. Pou enskri sé moun-tala : menm konmann-lan épi { $option }.
import-confirm = { $count ->
    [one] ✅ Enskri moun-tala
   *[other] ✅ Enskri { $count } moun
}
import-drop = ✖️ Pa matjé ayen
import-dropped = Dakò, ayen pa matjé.
import-done = ✅ Sa fèt. { $count ->
    [one] Yon moun enskri : nimewo { $first }.
   *[other] { $count } moun enskri : nimewo { $first } rivé { $last }.
} { $waiting ->
    [0] Dakò-a matjé : asou papié.
    [one] Yonn asou lis pou atann. Dakò-a matjé : asou papié.
   *[other] { $waiting } asou lis pou atann. Dakò-a matjé : asou papié.
}
import-changed = ⚠️ Enskripsion chanjé dépi tan-an : ayen pa matjé. Mi sa mwen té ké fè atjòlman.
import-replaced = Ou voyé an lòt lis dépi tan-an. Gadé dènié-a.
import-gone = Lis-tala ja matjé, oben i two vié. Voyé'y ankò : pièsòn pé ké enskri dé fwa.

import-not-downloaded = Telegram pa ba mwen fichié-tala. Voyé'y an lòt fwa adan dé-twa minit.
import-too-large = Fichié-tala two gwo : mwen ka li { $megabytes } Mo, pa plis. Gadé fèy enskripsion-an tousèl, san imaj.
import-too-many = Sa two pou an sèl fwa : mwen ka pran { $most } moun pa lis, pa plis. Koupé'y adan plizyè fichié.
import-empty = Fichié-tala vid. Gadé si i byen anrijistré, épi voyé'y ankò.
# doute : « tablo » (tableau)
import-not-a-table = Fichié-tala sé pa an tablo. Anrijistré lis-la an .xlsx oben .csv, épi voyé'y ankò.
import-old-workbook = Sé an vié fòma (.xls). Anrijistré lis-la an .xlsx oben .csv, épi voyé'y ankò.
import-protected = Fichié-tala ni an modpas. Anrijistré'y san modpas, épi voyé'y ankò.
import-broken = Mwen pa ka rivé ouvè fichié-tala. Anrijistré'y ankò an .xlsx oben .csv, épi voyé'y ankò.
import-no-names = Mwen pa ka wè kolonn épi sé non-an. Mété tit anlè : Non, Tinon, Nimewo téléfòn, Ka vini kon. Épi voyé lis-la ankò.
import-nobody = Mwen pa ka wè pièsòn adan lis-tala. Mété an moun pa liy, épi voyé'y ankò.

held-registered-many = • Ou enskri { $count } lòt moun ; répons yo pa adan enfòmasion ou
held-import = • An lis moun ou voyé ki poko konfimé. I ka éfasé apré dézè tan.

# Lus, jamais montrés : les titres des colonnes
words-column-email = imel, mel
words-column-phone = téléfòn, nimewo téléfòn
words-column-access = bizwen aksé
words-column-organisation = strikti, asosiasion
words-column-category = kalité, ka vini kon
words-column-area = komin, katjé
words-column-full-name = non épi tinon, tinon épi non
words-column-given-name = tinon
words-column-family-name = non
words-column-none = ayen
