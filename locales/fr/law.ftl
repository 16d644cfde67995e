### La loi : le registre des traitements, la fin de la conservation.

command-registre = Le registre des traitements (RGPD)
privacy-register-file = Le registre des traitements (article 30 du RGPD), à relire et à compléter avec la personne chargée de la protection des données. Ce qui manque est marqué.
privacy-register-organisers-only = Ce document est pour les organisateurs. Ce que je garde sur vous : /mesdonnees
