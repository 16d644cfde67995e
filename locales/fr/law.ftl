### La loi : le registre des traitements, la fin de la conservation.

command-registre = Le registre des traitements (RGPD)
privacy-register-file = Le registre des traitements (article 30 du RGPD). Relisez-le et complétez-le avec la personne chargée de la protection des données. Ce qui manque est marqué.
privacy-register-organisers-only = Ce document est pour les organisateurs. Ce que je garde sur vous : /mesdonnees
# sous les textes d'accord, quand la feuille de présence est gardée plus longtemps
consent-attendance = Pour les personnes venues : la feuille de présence garde le nom, la catégorie et la structure pendant { $months ->
    [one] un mois
   *[other] { $months } mois
}.
erasure-kept = Pour { $count ->
    [one] une personne venue
   *[other] { $count } personnes venues
} : la feuille de présence garde le nom, la catégorie et la structure, { $months ->
    [one] un mois
   *[other] { $months } mois
} après l'événement. Le reste part.
erasure-attendance-announced =
    Dans un jour, j'efface la feuille de présence : { $count ->
        [one] une inscription
       *[other] { $count } inscriptions
    }.
    C'était promis : { $months ->
        [one] un mois
       *[other] { $months } mois
    } après l'événement. Les nombres par catégorie et par jour restent, sans les noms.
    C'est trop tôt ? Prévenez la personne qui s'occupe du serveur : elle peut l'empêcher.
erasure-attendance-done =
    C'est fait, comme promis : la feuille de présence est effacée ({ $count ->
        [one] une inscription
       *[other] { $count } inscriptions
    }). { $backup ->
        [yes] Une copie de secours reste { $days } jours sur le serveur, puis elle part aussi.
       *[no] Il n'en reste pas de copie ici.
    }
