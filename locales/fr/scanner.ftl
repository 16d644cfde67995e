
### La page de scan, à l'accueil.

# Dans le bot
scan-open = 📷 Ouvrir la page de scan
scan-open-browser = 🌐 L'ouvrir dans un navigateur
scan-links =
    <b>📷 La page de scan</b>
    Elle lit les billets l'un après l'autre, aussi sans réseau. Ouvrez-la ici, avant le début, là où il y a du réseau.
    Le bouton du navigateur ne sert qu'une fois, pendant dix minutes. Il est pour vous seulement.
scan-links-insecure =
    <b>📷 La page de scan</b>
    Le bouton ne sert qu'une fois, pendant dix minutes. Il est pour vous seulement.
    L'adresse de la page n'est pas en https : l'appareil photo et le travail sans réseau n'y marchent pas. On peut y taper les codes.
scan-no-address = La page de scan a besoin d'une adresse publique, et le bot n'en a pas encore : demandez aux organisateurs. Sans elle, tout marche aussi : scannez les billets avec l'appareil photo de votre téléphone, et touchez le lien.
scan-private-only = Demandez-moi la page de scan en privé : le lien est pour vous seulement.
scan-not-allowed = La page de scan est réservée à l'équipe de l'accueil.

# Sur la page, en haut
scan-title = Scan des billets
scan-online = En ligne
scan-offline = Sans réseau
scan-inside = dans la salle
scan-insecure = L'adresse de cette page n'est pas en https : pas d'appareil photo, et rien n'est gardé sans réseau. Tapez les codes.

# Le grand panneau
scan-ready = Prêt à scanner
scan-checking = Je vérifie…
scan-in = Bienvenue
scan-at = Entrée à { $time }
scan-already = Déjà là
scan-since = depuis { $time }
scan-waiting = Sur la liste d'attente
scan-admit = Laisser entrer quand même
scan-too-early = Trop tôt : ce n'est pas le jour
scan-unknown = Billet inconnu ou annulé
scan-other-event = Billet d'un autre événement
scan-not-ticket = Ce n'est pas un billet
scan-not-on-list = Pas sur la liste de ce téléphone
scan-kept = Gardé, envoyé au retour du réseau
scan-kept-unnamed = Scan gardé, sans nom
scan-needs = À prévoir : { $needs }
scan-undone = Entrée annulée
scan-undo-too-late = Une autre entrée était faite avant : elle reste

# Taper
scan-type = Un code ou un nom
scan-go = Valider
scan-no-match = Personne de ce nom
scan-undo = ↩ Annuler l'entrée
scan-menu = Réglages

# L'appareil photo
scan-camera-start = Ouvrir l'appareil photo
scan-camera-aim = Visez le code du billet
scan-camera-missing = Pas d'appareil photo ici. Tapez le code du billet, ou le nom.
scan-camera-refused = L'appareil photo n'est pas autorisé. Autorisez-le dans les réglages du navigateur, ou tapez le code.
scan-popup = 📷 Scanner
scan-torch = 🔦 Lampe

# Ce qui attend, et la liste
scan-queue = À envoyer : { $count }. Le plus ancien : { $age }.
scan-list = Liste de { $time } ({ $age }), { $count } personnes
scan-list-old = La liste date de { $time } ({ $age }).
scan-list-too-old = La liste est trop vieille ({ $age }) : les noms ne sont plus montrés. Les scans sont gardés.
scan-no-list = Pas de liste sur ce téléphone
scan-age-now = à l'instant
scan-age-minutes = il y a { $minutes } min
scan-age-hours = il y a { $hours } h
scan-age-days = il y a { $days } jours
scan-age-unknown = âge inconnu
scan-problems = À vérifier : { $count }. Touchez « Réglages ».
scan-problems-title = À vérifier
scan-problems-done = C'est vérifié
scan-foreign = Scans d'un autre événement, pas envoyés : { $count }

# Réglages
scan-sound = Un son à chaque scan
scan-vibrate = Vibrer à chaque scan
scan-refresh = Recharger la liste
scan-leave = Quitter et effacer de ce téléphone
scan-leave-unsent = Pas encore : { $count } à envoyer
scan-close = Fermer

# Quand la page se ferme
scan-signed-out = Cette page n'est plus ouverte pour vous. La liste est effacée de ce téléphone. Demandez un nouveau lien au bot.
scan-link-used = Ce lien a déjà servi, ou il a plus de dix minutes. Demandez-en un nouveau au bot.
scan-revoked = Vous n'êtes pas, ou plus, dans l'équipe de l'accueil. La liste est effacée de ce téléphone.
scan-closed-queue = Scans pas encore envoyés, gardés sur ce téléphone : { $count }

# Ce qui est gardé, en mots
held-scan-links = • Liens vers la page de scan : { $count }
held-scan-sessions = • Téléphones où vous avez ouvert la page de scan : { $count }
held-scan-receipts = • Reçus de scan, gardés quatre jours : { $count }
