### Groupes et canaux reliés : les habitants y lisent le programme et les annonces.

# ---- dans le groupe ou le canal
# $kind : group ou channel

group-invite = { $kind ->
    [channel] Ce canal
   *[group] Ce groupe
} peut recevoir le programme et les annonces : { $title }.
group-invite-hidden = Vous écrivez au nom du groupe. Touchez le bouton : il me dit qui vous êtes, à moi seul.
group-link = 🔗 { $kind ->
    [channel] Relier ce canal
   *[group] Relier ce groupe
}
group-linked = ✅ { $kind ->
    [channel] Ce canal est relié.
   *[group] Ce groupe est relié.
} Vous lirez ici le programme et les annonces : { $title }.
group-leave = ✖️ Ne plus publier ici
group-unlinked = D'accord, je ne publie plus rien ici.
group-link-organisers = Seuls les organisateurs peuvent relier un groupe. Dites-leur de toucher ce bouton.
group-link-administrators = Il faut aussi administrer ce groupe. Demandez ce droit, puis touchez de nouveau.
group-link-unsure = Telegram ne m'a pas répondu. Touchez de nouveau dans un instant.
group-link-panel = Ici, l'équipe voit la file des questions. Reliez un autre groupe : la file doit rester entre vous.
group-link-already = C'est déjà fait.
group-unlink-organisers = Seuls les organisateurs peuvent arrêter les publications.
group-hidden-press = Telegram me cache qui vous êtes. Cessez de rester anonyme, dans vos droits d'administrateur, puis touchez de nouveau.
group-no-panel = Ce groupe reçoit les annonces : la file des questions ne s'y ouvre pas. Prenez le groupe de votre équipe.

group-evening = 📅 C'est demain !
group-morning = 📅 C'est aujourd'hui !
group-open-bot = 💬 S'inscrire, demander
group-questions =
    🙋 Vous pouvez poser vos questions maintenant.
    Écrivez la vôtre en privé, ici : { $link }
group-ask = 🙋 Poser une question
group-changes =
    🕐 <b>L'horaire change</b>
    { $lines }
group-changes-more = … et { $count } de plus : /programme
group-change-moved = • { $title } : <b>{ $hour }</b>, et non { $before }
group-change-room = • { $title }, { $hour }
group-change-cancelled = • ✖️ { $title } ({ $hour }) : annulé
group-change-restored = • { $title } : c'est maintenu, <b>{ $hour }</b>

# ---- en privé, pour les organisateurs

groups-list = <b>Où je publie</b>
groups-none = Je ne publie encore dans aucun groupe.
groups-more = … et { $count } de plus.
groups-how =
    Pour relier un groupe ou un canal : ajoutez-moi, puis touchez le bouton que j'y envoie. Il faut en être administrateur.
    Je suis déjà dans le groupe ? Écrivez-y /lier.
groups-add-group = ➕ Dans un groupe
groups-add-channel = ➕ Dans un canal
groups-card =
    { $kind ->
        [channel] 📢 Canal relié :
       *[group] 👥 Groupe relié :
    } <b>{ $title }</b>
    Touchez ce que je dois y publier, ou non. Jamais rien de personnel.
groups-card-lost =
    ⚠️ Je ne peux plus écrire dans : <b>{ $title }</b>
    Ajoutez-moi de nouveau, avec le droit d'écrire. Puis envoyez-y /lier.
groups-subject-evening = Programme, la veille à 18h
groups-subject-morning = Programme, le matin à 7h
groups-subject-announcements = Annonces à tous
groups-subject-changes = Horaires changés
groups-subject-questions = Début des questions
groups-post-programme = 📅 Publier le programme
groups-posted = C'est publié.
groups-posted-before = Il vient d'être publié. Attendez dix minutes.
groups-back = ‹ Où je publie
groups-forget = ✖️ Retirer de la liste
groups-ask-unlink = Ne plus rien publier dans : <b>{ $title }</b> ?
groups-keep = ‹ Non, continuer
groups-unlinked = C'est fait, je n'y publie plus rien.
groups-last-language = Il faut au moins une langue. Choisissez d'abord l'autre.
groups-gone = Ce groupe n'est plus relié.
groups-not-yours = Seuls les organisateurs relient des groupes.
groups-lost =
    ⚠️ Je ne peux plus écrire dans : <b>{ $title }</b>
    Rien n'y sera publié. Avec /groupes, vous voyez où je publie.
groups-untitled = groupe { $id }

held-linked-group = • Vous avez relié ce groupe ou ce canal : { $title }
