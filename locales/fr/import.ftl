### Les fiches papier : une liste de personnes, en fichier ou tapée, devient des inscriptions.

command-importer = Inscrire les personnes d'une liste

import-how =
    <b>📄 Inscrire une liste</b>
    Envoyez un fichier .csv ou .xlsx, avec des titres comme Nom, Prénom, Vient comme, Téléphone.
    Ou écrivez une personne par ligne : Dupont Marie, résidente, 0696 12 34 56
    Je montre d'abord ce que je ferais. Rien n'est enregistré sans votre accord.
import-typed = Votre liste
import-source = 📄 { $source } : { $count ->
    [one] une ligne
   *[other] { $count } lignes
}
import-count-new = ✅ Nouvelles personnes : { $count }
import-count-waiting = ⏳ Dont sur la liste d'attente, faute de place : { $count }
import-count-registered = ↩️ Déjà inscrites : { $count }
import-count-duplicate = 👥 Deux fois dans la liste : { $count }
import-count-no-name = ⚠️ Lignes sans nom, laissées de côté : { $count }
import-count-phone = ☎️ Téléphones illisibles : { $count }
import-count-category = ❔ Qualités inconnues : { $count }
import-count-left-out = ✂️ Réponses illisibles, laissées de côté : { $count }
import-count-missing = 🧮 Lignes avec une formule sans résultat : { $count }
import-only-sheet = Feuille lue : { $sheet }. Les autres feuilles ne sont pas lues.
import-unread-columns = Colonnes que je ne lis pas : { $columns }

import-line-seat = { $line } · { $name } : nouvelle inscription
import-line-waiting = { $line } · { $name } : liste d'attente
import-line-registered = { $line } · { $name } : même personne que l'inscription n° { $number }
import-line-duplicate = { $line } · { $name } : même personne qu'à la ligne { $other }
import-line-no-name = { $line } · il manque le nom
import-line-not-a-name = { $line } · { $name } : je ne lis pas de nom
import-remark-phone = téléphone illisible ({ $text }), je n'en note pas
import-remark-category = qualité inconnue ({ $text }), je note : { $category }
import-remark-left-out = je ne sais pas lire : { $text }
import-remark-missing = une formule n'a pas de résultat
import-rest = Toutes les lignes sont dans le fichier qui suit.
import-file-caption = Ce que je ferais de chaque ligne. Ce fichier contient des données personnelles : gardez-le pour vous.
import-report-gone = Cette liste n'est plus gardée : elle est déjà enregistrée, ou elle a été remplacée. Renvoyez-la pour la voir à nouveau.
import-not-done = Rien n'est encore enregistré. Ces personnes ont-elles donné leur accord sur papier ?
import-nothing-new = Il n'y a personne de nouveau à inscrire.
import-add-apply = Rien n'est encore enregistré. Pour inscrire ces personnes : la même commande avec { $option }.
import-confirm = { $count ->
    [one] ✅ Inscrire cette personne
   *[other] ✅ Inscrire { $count } personnes
}
import-drop = ✖️ Ne rien enregistrer
import-dropped = D'accord, rien n'est enregistré.
import-done = ✅ C'est fait. { $count ->
    [one] Une personne est inscrite : n° { $first }.
   *[other] { $count } personnes sont inscrites : n° { $first } à { $last }.
} { $waiting ->
    [0] L'accord noté : sur papier.
    [one] Une est sur la liste d'attente. L'accord noté : sur papier.
   *[other] { $waiting } sont sur la liste d'attente. L'accord noté : sur papier.
}
import-changed = ⚠️ Des inscriptions ont changé depuis : rien n'est enregistré. Voici ce que je ferais maintenant.
import-replaced = Vous avez envoyé une autre liste depuis. Regardez le dernier aperçu.
import-gone = Cette liste est déjà enregistrée, ou trop ancienne. Renvoyez-la : personne ne sera inscrit deux fois.

import-not-downloaded = Telegram ne m'a pas donné ce fichier. Envoyez-le encore une fois dans quelques minutes.
import-too-large = Ce fichier est trop lourd : je lis { $megabytes } Mo au plus. Gardez seulement la feuille des inscriptions, sans images.
import-too-many = C'est trop pour une fois : je prends { $most } personnes au plus par liste. Coupez-la en plusieurs fichiers.
import-empty = Ce fichier est vide. Vérifiez qu'il est bien enregistré, puis renvoyez-le.
import-not-a-table = Ce fichier n'est pas un tableau. Enregistrez la liste en .xlsx ou en .csv, puis renvoyez-la.
import-old-workbook = C'est un ancien format de tableur (.xls). Enregistrez la liste en .xlsx ou en .csv, puis renvoyez-la.
import-protected = Ce classeur a un mot de passe. Enregistrez-le sans mot de passe, puis renvoyez-le.
import-broken = Je n'arrive pas à ouvrir ce classeur. Enregistrez-le à nouveau en .xlsx ou en .csv, puis renvoyez-le.
import-no-names = Je ne vois pas de colonne avec les noms. Mettez un titre au-dessus : Nom, Prénom, Téléphone, Vient comme. Puis renvoyez la liste.
import-nobody = Je ne vois personne dans cette liste. Mettez une personne par ligne, puis renvoyez-la.

held-registered-many = • Vous avez inscrit { $count } autres personnes ; leurs réponses ne sont pas parmi vos données
held-import = • Une liste de personnes que vous avez envoyée et pas encore confirmée. Elle est effacée au bout de deux heures.

# Lus, jamais montrés : les titres des colonnes
words-column-email = e-mail, email, mail, courriel, mél, mel, adresse mail, adresse mél, adresse électronique
words-column-phone = téléphone, tél, portable, mobile, gsm, n° de téléphone, no de téléphone, numéro de téléphone, téléphone portable, tél portable, n° de portable, numéro de portable, whatsapp
words-column-access = besoins d'accès, besoin d'accès, accessibilité, besoins d'accessibilité, besoins particuliers, besoins spécifiques, handicap, pmr, aménagements
words-column-organisation = structure, organisation, organisme, employeur, association, entreprise, société, service, établissement, structure employeuse, institution, nom de la structure
words-column-category = qualité, vient comme, viens comme, venez comme, catégorie, profil, statut, en tant que, à quel titre
words-column-area = commune, quartier, ville, commune ou quartier, lieu de résidence
words-column-full-name = nom et prénom, nom et prénoms, noms et prénoms, nom prénom, nom prénoms, prénom et nom, prénom nom, nom complet, participant, participante, participants, participant(e)
words-column-given-name = prénom, prénoms
words-column-family-name = nom, noms, nom de famille, nom d'usage, nom de naissance, patronyme
words-column-none = néant, sans, sans objet, s/o, n/a, nc, ras, non communiqué, inconnu
