### Dokiman : fèy pou siyen, badj, atestasion, afich, tablo.

command-documents = Enprimé oben espòté
# doute : prézans
command-attestation = Atestasion prézans mwen

documents =
    <b>Dokiman</b>
    Touché sa ou bizwen : fichié-a ka rivé isi-a. Souvan i ni enfòmasion asou moun : tjenbé'y pou kò'w.
    Pou ékri an koté asou afich-la : /affiche épi non koté-a.
# doute : fèy pou siyen
documents-sheet = 📋 Fèy pou siyen
documents-badges = 🪪 Badj
documents-poster = 🖼 Afich épi kòd QR
documents-certificates = 🖨 Atestasion pou enprimé
documents-send-certificates = 📨 Voyé sé atestasion-an
documents-tables = 📊 Tablo
documents-back = ‹ Tout sé dokiman-an
documents-organisers-only = Sé òganizatè-a tousèl pé ni sé dokiman-tala.

# Tablo
tables =
    <b>Tablo</b>
    Touché an non pou an fichié Excel. CSV épi JSON sé pou lòt lojisièl.
tables-registrations = 👥 Moun ki enskri
tables-attendance = ✅ Moun ki vini
tables-questions = 💬 Kestion
tables-journal = 📒 Jounal
tables-registrations-caption = Lis moun ki enskri. I ni enfòmasion asou moun : tjenbé'y pou kò'w.
tables-attendance-caption = Ki moun ki vini, épi a ki lè. Sé enfòmasion asou moun : tjenbé yo pou kò'w.
tables-questions-caption = Tout kestion, san non moun ki pozé yo.
tables-journal-caption = Sa lékip-la fè : épi sé kestion-an, épi sé enfòmasion-an asou moun.

# Fèy pou siyen
sheet-kind = Fèy pou siyen
sheet-date = Dat
# doute : dimi-jounen
sheet-half-day = Dimi-jounen
sheet-place = Koté
sheet-organisers = Òganizatè
sheet-morning = maten
sheet-afternoon = apré midi
sheet-whole-day = lajounen
sheet-hours = { $part }, dépi { $from } jik { $to }
sheet-hours-open = { $part }, dépi { $from }
sheet-column-number = N°
sheet-column-name = Non épi tinon
sheet-column-organisation = Strikti
# doute : siyati
sheet-column-signature = Siyati
sheet-walk-in = Moun ki la ki pa asou lis-la
sheet-page = paj { $page } / { $pages }
sheet-footer = Enfòmasion-tala ka sèvi pou montré ki moun ki té la. Sé òganizatè-a ka tjenbé yo { $years ->
    [0] { $months } mwa
   *[other] { $years } lanné
}, apré sa yo ka détwi yo. Pou wè yo oben fè koriyé yo : { $email }.
sheet-caption = Fèy pou siyen an. I ni enfòmasion asou moun : tjenbé'y pou kò'w.

# Badj
badges-title = Badj – { $title }
badges-code = Kòd QR : biyé-a, pou montré lè ou ka antré
badges-nobody = Pèsonn poko ni plas : pa ni badj.
badges-caption = Sé badj-la, pou enprimé gwandè yo menm épi koupé. Yo ni enfòmasion asou moun.

# Afich
poster-day = { $day }, dépi { $hour }
poster-days = dépi { $first } jik { $last }
poster-how-to = Eskané kòd-tala épi téléfòn ou pou enskri kò'w, wè pwogram-lan épi pozé kestion ou.
poster-code = Kòd QR : palé épi Kozé adan Telegram
poster-hangs-at = Afich : { $place }
poster-caption = Afich-la, épi kòd QR ki ka ouvè konvèsasion nou an.
poster-no-name = Mwen poko konnèt non mwen adan Telegram. Fè mwen viré koumansé, épi éséyé ankò.

# Atestasion
certificate-heading = Atestasion prézans
# doute : sètifié
certificate-before = Sé òganizatè-a ka sètifié ki
certificate-attended = té la pou « { $title } », { $day }.
certificate-attended-days = té la pou « { $title } » :
certificate-day-from-to = { $day } dépi { $from } jik { $to }
certificate-day-from = { $day } dépi { $from }
certificate-day = { $day }
certificate-place = Koté : { $place }
certificate-date = { $day }
certificate-signature = Siyati épi kaché
certificate-footer = Atestasion-tala ka di anni an moun té la. Sé pa ni an fòmasion ni an diplòm.
certificate-caption = { $whose ->
    [other] Atestasion prézans { $name }
   *[own] Atestasion prézans ou, { $name }
}
certificate-button = 📄 Atestasion prézans
certificate-ready = Atestasion prézans ou paré.
certificate-whose = Pou ki moun ou lé atestasion prézans-la ?
certificate-none =
    Mwen pa wè ou rivé, kifè mwen pa pé di ou té la. Si ou té la, sé òganizatè-a pé matjé'y :
    { $contact }
certificates-ask = <b>Voyé sé atestasion prézans-la ?</b>
    { $count ->
        [0] Pa ni pèsonn pou résivwè yonn adan konvèsasion'y.
       *[other] { $count } moun ké résivwè ta yo isi-a, adan Telegram.
    }
    Ja voyé : { $done }
    San kont, pou enprimé : { $paper }
certificates-yes = 📨 Wi, voyé yo
certificates-no = ‹ Non, pa voyé ayen
certificates-none-left = Pa ni pèsonn ki ka atann an atestasion.
certificates-under-way = Sé atestasion-an ja an chimen.
certificates-progress = 📨 Atestasion ki voyé : { $sent }. I ka rété : { $left }.
certificates-sent = ✅ Atestasion ki voyé : { $count }.
certificates-paper =
    San kont, pou enprimé : { $count }
    { $names }{ $more ->
        [0] {""}
       *[other] {" "}… épi { $more } anplis
    }
certificates-paper-name = • { $name }
certificates-paper-print = 🖨 Enprimé sé tala
certificates-nobody = Mwen pa matjé pèsonn ki rivé : pa ni ayen pou enprimé.
certificates-caption = Sé atestasion-an, yonn pa paj, pou siyen. Yo ni enfòmasion asou moun.

# Adan « Sa Kozé matjé asou mwen »
held-certificate-sent = • Yo voyé atestasion prézans ou ba'w
held-certificate-sending = • Atestasion prézans ou voyé ba tout moun : { $count }

# Li, pa janmen montré
words-certificate = atestasion, an atestasion, atestasion mwen, atestasion prézans, latestasion
