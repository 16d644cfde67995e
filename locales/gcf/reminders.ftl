### Lasal 3 : rapel. Jou, lè, koté.

reminder-day-before =
    🔔 Sé denmen : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-that-day =
    🔔 Sé jòdi-a : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
# doute : « i ka rivé » pour « bientôt »
reminder-days-before =
    🔔 I ka rivé : <b>{ $session }</b>
    🗓 { $day }, { $hour }
    📍 { $place }
reminder-session =
    🔔 Adan { $minutes } minit : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
reminder-other = 👤 Pou { $name }, sé'w ki enskri'y.

reminder-cannot-come = Mwen pa pé vini ankò
# doute : « Arété sé rapel-la » sur un bouton
reminder-mute = 🔕 Arété sé rapel-la
correction =
    ⚠️ I chanjé : <b>{ $session }</b>
    🕙 { $hour }, { $day }
    📍 { $place }
correction-cancelled =
    ⚠️ I chanjé : <b>{ $session }</b> ({ $hour }, { $day }) pé ké fèt.

reminders-settings =
    <b>🔔 Rapel ou</b>
    { $count ->
        [0] Épi an enskripsion, sé rapel abityèl-la ka vini : ⚙️ pou wè yo. Ou pa chwazi pyès lòt pwen adan pwogram-lan.
       *[other] Ou chwazi { $count } bagay adan pwogram-lan.
    }
    Mwen ké fè'w sonjé { $minutes } minit avan.
reminders-all-off = 🔕 Ou pa ka risivwè piès rapel. Si ou enskri, nou ka tjenbé plas ou.
reminders-all-on = 🔔 Viré mété sé rapel-la
reminders-sessions = 📅 Chwazi adan pwogram-lan
reminders-lead = ⏱ { $minutes } minit avan
reminders-kinds = ⚙️ Chwazi sé rapel-la
reminders-wished = 🔔 { $hour } · { $session }
reminders-not-wished = { $hour } · { $session }
reminders-back = ‹ Viré
# doute : « mwen ké di'w » (je vous préviendrai)
reminders-choose = Touché sa ou lé mwen fè'w sonjé adan pwogram-lan. 🔔 : mwen ké di'w.
reminders-none-left = Tout pwogram-lan ja koumansé : pa ni piès rapel pou voyé ankò.
reminders-choose-lead = Konmen tan avan ?
reminders-minutes = { $minutes } minit
reminders-choose-kinds = Touché an rapel pou arété'y oben viré mété'y. Nou ka tjenbé plas ou.
reminders-kind-days = { $count ->
    [0] Menm jou-a, { $hour }
    [1] Lavèy, { $hour }
   *[other] { $count } jou avan, { $hour }
}
reminders-kind-session = { $minutes } minit avan : { $session }
reminders-wish-on = 🔔 Mwen ké di'w { $minutes } minit avan.
# doute : « mwens pasé » (moins de)
reminders-wish-past = Sé adan mwens pasé { $minutes } minit : rapel-la pé ké vini, mé i ka rivé !
reminders-wish-off = Dakò, mwen pé ké fè'w sonjé'y.
reminders-muted = 🔕 Dakò, mwen pa ka voyé piès rapel ba'w ankò. Si ou enskri, nou ka tjenbé plas ou.

change-later = + { $minutes } minit
change-preview =
    <b>Sa ki ka chanjé</b>
    { $lines }

    { $count ->
        [0] Pèsonn poko risivwè an rapel ki pa bon ankò.
       *[other] { $count } moun risivwè an rapel ki pa bon ankò : mwen ké di yo.
    }
    { $read }
change-line = { $before } → <b>{ $after }</b> · { $session }
change-line-cancelled = ✖️ { $hour } · { $session }
change-line-restored = ✔️ { $hour } · { $session }
change-line-room = 📍 { $hour } · { $session } : <b>{ $room }</b>
change-more = … épi { $count } lòt
change-confirm = ✅ Konfimé
change-rest = ⏩ Dékalé tousa ki ka vini apré tou
change-drop = ✖️ Pa chanjé ayen
change-done =
    ✅ <b>I chanjé.</b>
    { $lines }
change-undo = ↩️ Viré dèyè
change-dropped = Dakò, ayen pa ka chanjé.
# doute : « kontel » (par exemple)
change-unclear = Mwen pa konprann chanjman-tala. Ékri kontel { $command } 15. Ékri { $command } tousèl pou wè sa ki posib.
change-range = Mété an nonm minit ant -120 épi 240, mé pa 0. Kontel : { $command } 15
change-past = Konsa, an bagay té ké koumansé avan atjòlman. Ayen pa chanjé.
change-nothing = Sa pa té ké chanjé ayen.
change-too-late = Lè-a ja chanjé dépi tan-tala. Ayen pa fèt : gadé pwogram-lan, épi rikoumansé.
change-not-yours = Sé sé òganizatè-a sèlman ki pé chanjé lè-a.
reminders-button = 🔔 Rapel mwen
reminder-ticket = 🎟 Biyé mwen
programme-line-cancelled = ✖️ { $hour } · { $title } (anilé)
session-cancelled = ✖️ <b>{ $title }</b> ({ $hour }, { $day }) anilé : i pé ké fèt.

change-by-buttons =
    <b>🕙 Chanjé lè-a</b>
    Pou tout bagay : touché sé minit-la. Pou an sèl pwen : touché'y.
    Ou pé ékri tou, kontel : <i>{ $session } dékalé a 11h15</i>, <i>nou ni 20 minit rita</i>.
    Ayen pa ka chanjé avan ou konfimé.
change-which = Ki pwen adan pwogram-lan ?
change-one =
    <b>{ $session }</b> · { $hour }
    Touché sa ki ka chanjé, oben ékri : /decaler { $said } 11h15, /decaler { $said } lasal Salon 2
change-earlier = − { $minutes } minit
change-cancel-one = ❌ Anilé pwen-tala
change-restore-one = ↩️ Rimété pwen-tala
change-all-points = ‹ Tout sé pwen-an
words-change-late = rita, an rita, rita a, déplasé, dékalé, rapòté, ripousé, pli ta, plita
words-change-early = avans, an avans, pli bonè, plibonè
words-change-cancelled = anilé, pé ké fèt, pa ka fèt
words-change-restored = rimété, ké fèt kanmenm
words-change-room = lasal
words-change-oneself = mwen
words-change-unit = minit, min
words-change-hour = è, lè, zè, è di
words-change-noon = midi
words-change-minutes = senk minit 5, dis minit 10, kenz minit 15, an ka dè 15, ven minit 20, trant minit 30, an dimi-è 30, karant-senk minit 45, inè-d-tan 60
words-change-beside = la, a, an, lan, ni, nou, sé, i, ka, ké, pou, adan, tout, tout bagay, bagay, pwogram-lan, fowòm-lan, minit, asou, di
reminder-you-and-others = 👥 Ba'w épi ba : { $names }
reminder-several = 👥 Ba : { $names }
change-far = Sa pa ta adan sé jou ki prévwa a. Ayen pa chanjé.
