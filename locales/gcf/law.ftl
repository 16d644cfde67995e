### Lalwa: rejis-la ki ka di sa nou ka konsèvé.

command-registre = Rejis tout sa yo ka konsèvé (RGPD)
privacy-register-file = Mi rejis tout sa yo ka konsèvé a (atik 30 RGPD). Li'y épi konplété'y épi moun-lan ki ka otjipé di sa. Sa ki ka mantjé a maké.
privacy-register-organisers-only = Papié-tala sé ba sé òganizatè-a. Sa mwen ka konsèvé asou'w: /mesdonnees
# anba sé tèks dakò-a, lè fèy prézans-la ka rété pli lontan
# doute : « fèy prézans » (feuille de présence)
consent-attendance = Pou sé moun-lan ki vini an : fèy prézans-la ka konsèvé non yo, katégori yo épi strikti yo, { $months } mwa.
erasure-kept = { $count ->
    [one] Pou an moun ki vini
   *[other] Pou { $count } moun ki vini
} : fèy prézans-la ka konsèvé non, katégori épi strikti, { $months } mwa apré lévènman-an. Tout lérès-la ka pati.
erasure-attendance-announced =
    Adan an jou, mwen ka éfasé fèy prézans-la : { $count ->
        [one] an enskripsion
       *[other] { $count } enskripsion
    }.
    Sé sa nou té pwomèt : { $months } mwa apré lévènman-an. Sé chif-la ka rété, san sé non-an.
    I two bonnè ? Di sa ba moun-lan ki ka otjipé di sèvè-a : i pé rété sa.
erasure-attendance-done =
    I fèt, kon nou té pwomèt : fèy prézans-la éfasé ({ $count ->
        [one] an enskripsion
       *[other] { $count } enskripsion
    }). { $backup ->
        [yes] An kopi ka rété { $days } jou asou sèvè-a, apré sa i ka pati tou.
       *[no] Pa ni kopi ki rété isi-a.
    }
