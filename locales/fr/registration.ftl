### Salle 1 : l'inscription. Un écran, une question, des phrases courtes.

registration-consent =
    Pour vous inscrire, je vous demanderai votre nom, qui vous êtes et, si vous le voulez bien, un téléphone.
    Ces réponses vont seulement aux organisateurs du forum et sont effacées au plus tard { $months ->
        [one] un mois
       *[other] { $months } mois
    } après.
registration-consent-whole =
    <b>Ce que je garde</b> : votre nom, qui vous êtes, votre structure et votre téléphone si vous les donnez, votre langue, votre numéro Telegram, et le moment de votre accord.
    <b>Pourquoi</b> : préparer l'accueil et vous rappeler le forum. Rien d'autre.
    <b>Pour qui</b> : { $organisers }.
    <b>Jusqu'à quand</b> : { $months ->
        [one] un mois
       *[other] { $months } mois
    } après le forum au plus tard, puis c'est effacé.
    <b>Vos droits</b> : voir, corriger ou faire effacer vos réponses, à tout moment :
    { $contact }
registration-more = En savoir plus
registration-less = En bref
registration-accept = ✅ J'accepte, je m'inscris
registration-later = Plus tard

registration-ask-name =
    <b>{ $place }</b> · Quel est votre nom ?
    Touchez le bouton s'il est juste, ou écrivez prénom et nom.
registration-same-name = 👤 { $name }
registration-ask-category = <b>{ $place }</b> · Vous venez comme…
registration-ask-structure = <b>{ $place }</b> · Pour quelle structure ? Écrivez son nom.
registration-ask-phone =
    <b>{ $place }</b> · À quel numéro peut-on vous joindre si le programme change ?
    Touchez « Partager », écrivez un numéro, ou passez.
registration-share-phone = 📱 Partager mon numéro
registration-skip = Passer
registration-phone-hint = 0696 12 34 56
registration-back = ‹ Retour

category-resident = Résident·e
category-mediator = Adulte relais ou médiateur
category-employer = Structure employeuse
category-institution = Partenaire institutionnel
category-social-partner = Partenaire social
category-other = Autre

registration-line-name = 👤 { $value }
registration-line-category = 🤝 { $value }
registration-line-structure = 🏢 { $value }
registration-line-phone = 📱 { $value }
registration-phone-none = pas de téléphone

registration-summary =
    <b>Tout est juste ?</b>

    { $lines }
registration-confirm = ✅ Oui, je confirme
registration-change = ✏️ Modifier
registration-leave = ✖️ Annuler
registration-what-to-change = Que voulez-vous modifier ?
registration-name = Le nom
registration-category = Qui je suis
registration-phone = Le téléphone

registration-facts =
    <b>Inscription n° { $number }</b>
    { $lines }
    🗓 { $day }, { $hour }
    📍 { $place }
registration-confirmed =
    🎉 <b>C'est noté, vous êtes inscrit·e.</b>

    { $facts }
registration-afterwards = Je vous le rappellerai la veille, le matin même et juste avant la table ronde. D'ici là, posez-moi vos questions.
registration-card =
    { $facts }

    Pour corriger ou annuler, écrivez ou appelez :
    { $contact }
registration-calendar = 🗓 Dans mon agenda
registration-calendar-caption = Ouvrez ce fichier pour mettre le forum dans votre agenda.

registration-already = Vous êtes déjà inscrit·e.
registration-left = D'accord, on arrête là. Je n'ai gardé aucune réponse. Quand vous voudrez : « Inscription ».
registration-closed =
    Les inscriptions sont closes. Pour savoir s'il reste une place, demandez aux organisateurs :
    { $contact }
registration-not-yet = Les inscriptions ouvrent le { $day } à { $hour }. À bientôt !
registration-full =
    Toutes les places viennent d'être prises, et je le regrette. Les organisateurs peuvent vous renseigner :
    { $contact }

registration-no-name = Je n'ai pas su lire un nom. Écrivez prénom et nom, en lettres, comme on vous appelle.
registration-long-name = C'est un peu long pour un nom. Pouvez-vous l'écrire en 80 caractères au plus ?
registration-no-structure = Je n'ai pas su lire ce nom. Écrivez le nom de votre structure, en quelques mots.
registration-long-structure = C'est un peu long. Pouvez-vous écrire le nom de votre structure en 120 caractères au plus ?
registration-no-phone = Ce numéro ne semble pas complet. Écrivez-le comme 0696 12 34 56, partagez-le, ou touchez « Passer ».
registration-others-contact = C'est le contact de quelqu'un d'autre. Partagez le vôtre avec le bouton, écrivez un numéro, ou passez.
registration-needs-button = Touchez l'un des boutons ci-dessus, s'il vous plaît.
registration-needs-text = Là, j'ai besoin de quelques mots écrits, s'il vous plaît.
registration-no-email = Cette adresse ne semble pas complète. Écrivez-la comme prenom@exemple.com, sans espace.
registration-no-area = Je n'ai pas su lire ce nom. Écrivez votre commune ou votre quartier, en quelques lettres.
registration-long-area = C'est un peu long. Pouvez-vous écrire votre commune ou votre quartier en 60 caractères au plus ?
registration-no-access = Je n'ai pas su lire. Écrivez en quelques mots ce qui vous aiderait à venir et à participer.
registration-long-access = C'est un peu long. Pouvez-vous le dire en 300 caractères au plus ?
