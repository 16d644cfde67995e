
### Paj-la pou skanné, douvan pòt-la.

# Adan bot-la
scan-open = 📷 Ouvè paj-la pou skanné
# doute : « navigatè » (navigateur)
scan-open-browser = 🌐 Ouvè'y adan an navigatè
# doute : « yonn dèyè lòt », « rézo » (réseau)
scan-links =
    <b>📷 Paj-la pou skanné</b>
    I ka li sé biyé-a yonn dèyè lòt, menm san rézo. Ouvè'y isiya avan sa koumansé, la ki ni rézo.
    Bouton navigatè-a ka sèvi an sèl fwa, pannan dis minit. Sé pou'w sèlman.
# doute : « sékirizé » (en https)
scan-links-insecure =
    <b>📷 Paj-la pou skanné</b>
    Bouton-an ka sèvi an sèl fwa, pannan dis minit. Sé pou'w sèlman.
    Ladrès paj-la pa sékirizé : kaméra-a ek travay san rézo pa ka maché anlè'y. Ou pé tapé sé kòd-la.
scan-no-address = Paj-la pou skanné bizwen an ladrès tout moun pé ouvè, ek bot-la poko ni yonn : mandé sé òganizatè-a. San'y, tout bagay ka maché tou : skanné sé biyé-a épi kaméra téléfòn ou, ek touché lyen-an.
scan-private-only = Mandé mwen paj-la an privé : lyen-an sé pou'w sèlman.
scan-not-allowed = Paj-la pou skanné sé pou lékip ki douvan pòt-la sèlman.

# Anlè paj-la
scan-title = Skanné sé biyé-a
scan-online = Ni rézo
scan-offline = Pa ni rézo
scan-inside = adan lasal-la
scan-insecure = Ladrès paj-tala pa sékirizé : pa ni kaméra, ek ayen pa ka rété san rézo. Tapé sé kòd-la.

# Gwo pano-a
scan-ready = Paré pou skanné
# doute : « Mwen ka vérifié »
scan-checking = Mwen ka vérifié…
scan-in = Bienvini
scan-at = Antré a { $time }
scan-already = Ja la
scan-since = dépi { $time }
scan-waiting = Anlè lis pou atann
scan-admit = Kité'y antré kanmenm
# doute : « biyé nou pa konnèt »
scan-too-early = Two bonè : sé poko jou-a
scan-unknown = Biyé nou pa konnèt, oben ki anilé
scan-other-event = Biyé an lòt bagay
scan-not-ticket = Sa pa an biyé
scan-not-on-list = I pa anlè lis téléfòn-tala
# doute : « Konsèvé » (gardé)
scan-kept = Konsèvé, i ké pati lè rézo-a viré
scan-kept-unnamed = Konsèvé, san non
scan-needs = Pou paré : { $needs }
scan-undone = Antré-a anilé
scan-undo-too-late = Té ja ni an lòt antré avan : i ka rété

# Tapé
scan-type = An kòd oben an non
scan-go = Dakò
scan-no-match = Pèsonn pa ni non-tala
scan-undo = ↩ Anilé antré-a
scan-menu = Réglaj

# Kaméra-a
scan-camera-start = Ouvè kaméra-a
# doute : « Vizé »
scan-camera-aim = Vizé kòd biyé-a
scan-camera-missing = Pa ni kaméra isiya. Tapé kòd biyé-a, oben non-an.
scan-camera-refused = Kaméra-a pa otorizé. Otorizé'y adan réglaj navigatè-a, oben tapé kòd-la.
scan-popup = 📷 Skanné
scan-torch = 🔦 Limiè

# Sa ki ka atann, ek lis-la
scan-queue = Pou voyé : { $count }. Pli vié-a : { $age }.
scan-list = Lis { $time } ({ $age }), { $count } moun
scan-list-old = Lis-la sé ta { $time } ({ $age }).
# doute : « two vié »
scan-list-too-old = Lis-la two vié ({ $age }) : nou pa ka montré sé non-an ankò. Sa ki skanné konsèvé.
scan-no-list = Pa ni lis anlè téléfòn-tala
scan-age-now = atjòlman
scan-age-minutes = ni { $minutes } minit
scan-age-hours = ni { $hours } h
scan-age-days = ni { $days } jou
scan-age-unknown = nou pa sav dépi ki tan
scan-problems = Pou vérifié : { $count }. Touché « Réglaj ».
scan-problems-title = Pou vérifié
scan-problems-done = I vérifié
scan-foreign = Sa ki skanné pou an lòt bagay ek ki pa pati : { $count }

# Réglaj
scan-sound = An son chak fwa
# doute : « Fè téléfòn-lan tranblé » (vibrer)
scan-vibrate = Fè téléfòn-lan tranblé chak fwa
scan-refresh = Viré chajé lis-la
scan-leave = Kité paj-la ek éfasé'y anlè téléfòn-tala
scan-leave-unsent = Poko : { $count } pou voyé
scan-close = Fèmé

# Lè paj-la ka fèmé
scan-signed-out = Paj-tala pa ouvè ba'w ankò. Lis-la éfasé anlè téléfòn-tala. Mandé bot-la an lòt lyen.
scan-link-used = Lyen-tala ja sèvi, oben i ni plis pasé dis minit. Mandé bot-la an lòt.
scan-revoked = Ou pa adan lékip ki douvan pòt-la, oben ou pa ladan'y ankò. Lis-la éfasé anlè téléfòn-tala.
scan-closed-queue = Sa ki skanné ek ki poko pati, konsèvé anlè téléfòn-tala : { $count }

# Sa ki konsèvé
held-scan-links = • Lyen pou paj-la pou skanné : { $count }
held-scan-sessions = • Téléfòn ki ni paj-la pou skanné ouvè : { $count }
held-scan-receipts = • Mak sa ki skanné, konsèvé kat jou : { $count }
