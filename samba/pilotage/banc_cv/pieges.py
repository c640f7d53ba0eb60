"""What the bench's profiles are made of: names that are words, the ways people write what identifies them.

Everybody is invented. Between braces stands what must go; all the rest must stay.
"""

from __future__ import annotations

import random
import unicodedata

# Names that are words, companies or technologies; particles, hyphens, accents, two letters, several surnames.
NOMS = (
    ("Olivier", "Page"),
    ("Marie", "France"),
    ("Pierre", "Orange"),
    ("Rose", "Martin"),
    ("Pascal", "Roux"),
    ("Jean-Baptiste", "de La Tour"),
    ("Éloïse", "Le Goff"),
    ("Anne-Sophie", "d’Ormeval"),
    ("Li", "Wu"),
    ("José", "García Lopez"),
    ("Zoé", "Ünal"),
    ("Ali", "Ben Salah"),
    ("Aurore", "Blanc"),
    ("Clément", "Marin"),
    ("Ruby", "Petit"),
    ("Maël", "Sage"),
    ("Claire", "Fontaine"),
    ("Kévin", "Boulanger"),
    ("Noël", "Legrand"),
    ("Constance", "Justice"),
    ("Nicolas", "Bellecour"),
    ("Alexandre", "Vautrelle"),
    ("Frédéric", "Pontaubert"),
    ("Élisabeth", "Saint-Aubrac"),
    ("N’Golo", "Diakhabi"),
    ("Hervé", "Cassagneau"),
    ("François-Xavier", "du Rocher"),
    ("Mohamed-Amine", "El Kharbouch"),
    ("Iris", "Marchand"),
    ("Florence", "Paris"),
    ("Victor", "Banque"),
    ("Julia", "Scala"),
    ("Maxime", "Delphi"),
    ("Angela", "von Lindenau"),
    ("Thi Ngoc", "Nguyen-Brévant"),
)
SURNOMS = {"Nicolas": "Nico", "Alexandre": "Alex", "Frédéric": "Fred", "Élisabeth": "Babette", "Maxime": "Max"}

RUES = (
    "12 bis rue des Lilas, 75011 Paris",
    "5 allée des Tilleuls 93100 Montreuil",
    "48, avenue Jean-Moulin 69003 Lyon",
    "3 route de Saint-Aubin, 35000 Rennes",
    "Résidence Les Acacias, 7 cours Gambetta 34000 Montpellier",
    "117 passage du Moulin – 59000 Lille",
    "9 place de l’Église, 44000 Nantes",
)

# A sentence of the summary: what is between braces must go; {…} names a maker of `Vecu`.
IDENTITE = (
    "Tél. : {telephone}",
    "Joignable au {telephone} toute la journée",
    "{telephone}",
    "Mobile {telephone}",
    "E-mail : {courriel}",
    "Me contacter par écrit sur {courriel}",
    "{courriel}",
    "Profil complet : {lien}",
    "{lien}",
    "LinkedIn : {pseudo}",
    "GitHub : {pseudo}",
    "Compte Malt {pseudo}",
    "{nom} – {telephone} – {courriel}",
    "{nom}, consultant indépendant",
    "Je m’appelle {nom} et je pilote des projets",
    "CV de {nom}",
    "{nom}",
    "Auteur du document : {nom}",
    "{initiales}",
    "Suivi de mission par {nom}",
    "Domicile : {adresse}",
    "{adresse}",
    "Adresse : {adresse}",
    "{naissance}",
    "{age}",
    "{nationalite}",
    "{famille}",
    "{age}, {famille}, {nationalite}",
    "Consultant confirmé, {age}",
    "{siret}",
    "{nationalite} – {famille}",
    "My name is {nom} and I lead agile teams",
    "Phone: {telephone}",
    "{naissance_en}",
    "{nationalite_en}",
    "{famille_en}",
)

# A line of an experience: the employer, somebody met there, or nothing that identifies.
TRAVAIL = (
    "Refonte du système d’information de {societe}",
    "Mission chez {societe} en régie",
    "Pour le compte de {societe}",
    "Chez {societe}, conception de l’architecture cible",
    "Client final : {societe}",
    "Au sein de la DSI de {societe}",
    "{societe} : migration des bases vers le cloud",
    "Recette fonctionnelle pour {societe}, 12 applications",
    "Sous la responsabilité de {tiers}, animation des comités",
    "En binôme avec {tiers} sur la reprise de données",
    "Équipe encadrée par {tiers}",
    "{nom} conduit la revue de code et les ateliers",
    "Rédigé par {nom}",
    "Worked for {societe} on payment services",
    "Reporting to {tiers}, delivery of the roadmap",
    "Intervention de {nom} auprès des utilisateurs de {societe}",
    "Passage de relais à {tiers} en fin de mission",
)
UTILE = (
    "Conception et développement de services exposés en API REST avec Java 17 et Spring Boot",
    "Mise en place de l’intégration continue : GitLab CI, SonarQube, Docker, Kubernetes",
    "Migration Oracle 19c vers PostgreSQL 15, reprise de 120 millions de lignes",
    "Page d’accueil du portail refaite avec Angular et TypeScript, notes d’accessibilité au vert",
    "Astreintes, supervision Grafana et Prometheus, voyants orange et rouge",
    "Rédaction des spécifications, animation des ateliers, recette et conduite du changement",
    "Encadrement de 6 personnes, budget de 450 000 €, comité de pilotage mensuel",
    "De mars 2021 à avril 2022 : lot 2 du programme, livré avec 3 semaines d’avance",
    "Optimisation des requêtes : temps de réponse divisé par 8, de 900 ms à 110 ms",
    "Design and delivery of event-driven microservices with Kafka, Node.js and TypeScript",
    "Tests de charge JMeter, automatisation Selenium et Cypress, 1 200 cas rejoués chaque nuit",
    "Paramétrage SAP FI/CO, reprise de données, formation des utilisateurs clés",
    "Blanc et noir, petit et grand, rose et bleu : charte graphique du design system",
    "Environnement : Windows Server, Active Directory, PowerShell, Microsoft Azure, Terraform",
    "Développement Python, Django, pandas ; scripts Shell ; ordonnancement Apache Airflow",
    "Analyse de risques ISO 27001, plan de continuité, tests d’intrusion, Palo Alto et Fortinet",
    "Product Owner d’une équipe Scrum : backlog, user stories, revue de sprint, Jira et Confluence",
    "Data Warehouse Snowflake, flux Talend, tableaux de bord Power BI pour la Direction Financière",
    "Gain de 2 500 000 € par an, 99,95 % de disponibilité mesurée sur douze mois",
    "Mise en conformité DSP2 et RGPD, chiffrement TLS 1.3, gestion des secrets avec HashiCorp Vault",
)
TIERS = (
    "Sophie Delaunoy",
    "Karim Benhaddouche",
    "Jean-Marc Vautrin",
    "Mme Aubremont",
    "Laurent Tissandère",
    "M. Coudrac",
)
INCONNUES = ("Zorblax Industries", "Ferronnerie Dambrac", "Groupe Valtembourg")  # companies that no table knows
CYRILLIQUES = str.maketrans("aeopcxAEOPCXMTH", "аеорсхАЕОРСХМТН")


def sans_accents(texte: str) -> str:
    """The letters alone."""
    return "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))


def ecritures_du_nom(hasard: random.Random, prenom: str, nom: str) -> str:
    """One of the ways a person's name stands in a CV."""
    plein = f"{prenom} {nom}"
    colle = sans_accents(f"{prenom}.{nom}").lower().replace(" ", "").replace("’", "").replace("-", "")
    formes = [
        plein,
        plein.upper(),
        sans_accents(plein),
        sans_accents(plein).upper(),
        f"{nom} {prenom}",
        f"{prenom} {nom.upper()}",
        " ".join(prenom.upper().replace(" ", "")) + "   " + " ".join(nom.upper().replace(" ", "")),
        " ".join(prenom) + "  " + " ".join(nom),
        f"{prenom[0]}. {nom}",
        f"{nom.upper()} {prenom[0]}.",
        f"M. {nom}",
        f"Mme {plein}",
        plein.replace("-", " "),
        plein.replace("’", "'"),
        colle,
        colle.replace(".", "_"),
        colle.replace(".", ""),
        "\u200b".join(plein),
        "\u00ad".join(plein),
        plein.translate(CYRILLIQUES),
        f"{prenom}\u00a0{nom}",
        f"«\u202f{plein}\u202f»",
        unicodedata.normalize("NFD", plein),
        f"{SURNOMS.get(prenom, prenom)} {nom}",
        f"{prenom}-{nom}",
        f"{nom}, {prenom}",
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in sans_accents(plein)),
    ]
    return hasard.choice(formes)


def telephone_ecrit(hasard: random.Random, chiffres: str) -> str:
    """A number (nine digits, without its 0) as people write it."""
    paires = [chiffres[0], *(chiffres[i : i + 2] for i in range(1, 9, 2))]
    p = paires
    formes = [
        "0" + " ".join(p),
        "0" + ".".join(p),
        "0" + "-".join(p),
        "0" + chiffres,
        f"+33 {' '.join(p)}",
        f"+33(0){chiffres}",
        f"+33 (0) {'.'.join(p)}",
        f"0033 {' '.join(p)}",
        f"0033{chiffres}",
        f"(+33) {'-'.join(p)}",
        "0" + "/".join(p),
        " ".join("0" + chiffres),
        f"0{chiffres[0]} {chiffres[1:5]} {chiffres[5:]}",
        f"0{chiffres[:3]} {chiffres[3:6]} {chiffres[6:]}",
        "0" + " . ".join(p),
        "0" + "_".join(p),
        "0" + "\u00b7".join(p),
        "0" + " – ".join(p),
        "O" + " ".join(p),
        f"33 {' '.join(p)}",
        "0" + "\u202f".join(p),
    ]
    return hasard.choice(formes)


ETRANGERS = (
    "+212 661 23 45 67",
    "+44 20 7946 0958",
    "+1 (415) 555-0132",
    "+216 20 123 456",
    "+32 470 12 34 56",
    "0041 79 123 45 67",
)


def courriel_ecrit(hasard: random.Random, adresse: str) -> str:
    """An address as people write it."""
    compte, domaine = adresse.split("@")
    formes = [
        adresse,
        adresse.upper(),
        f"{compte} @ {domaine}",
        f"{compte} (at) {domaine}",
        f"{compte}[at]{domaine}",
        f"{compte} arobase {domaine.replace('.', ' point ')}",
        f"{compte}＠{domaine}",
        f"<{adresse}>",
        f"mailto:{adresse}",
        f"{compte}(a){domaine}",
        f"{compte} {{at}} {domaine}",
    ]
    return hasard.choice(formes)


NAISSANCES = (
    "Né le {d}",
    "née le {d} à Lyon",
    "Date de naissance : {d}",
    "Naissance : {d}",
    "Date et lieu de naissance : {d}, Tours",
    "Né(e) un {d}",
    "Né en {a}",
    "Année de naissance : {a}",
)
NAISSANCES_EN = ("Date of birth: {d}", "Born on {d}", "DOB: {d}", "Born in {a}")
AGES = (
    "{n} ans",
    "âgé de {n} ans",
    "Âge : {n} ans",
    "({n} ans)",
    "{n} years old",
    "Age: {n}",
    "quarante-deux ans",
    "{n}ans",
)
NATIONALITES = (
    "Nationalité française",
    "de nationalité franco-marocaine",
    "nationalité : tunisienne",
    "Nationalité : FR",
    "Ressortissant algérien",
    "Citoyenne européenne",
    "d’origine sénégalaise",
    "Titre de séjour valable 10 ans",
    "Double nationalité franco-libanaise",
    "Nat. : portugaise",
)
NATIONALITES_EN = (
    "Nationality: French",
    "French citizen",
    "EU citizen",
    "Moroccan national",
    "Work permit valid until 2027",
)
FAMILLES = (
    "marié, 2 enfants",
    "Célibataire",
    "mariée",
    "Pacsé, un enfant",
    "père de deux filles",
    "Divorcé, sans enfant",
    "Situation familiale : concubinage",
    "maman de 3 enfants",
    "vie maritale",
    "2 enfants à charge",
    "MARIE 3 ENFANTS",
)
FAMILLES_EN = ("Married, two children", "Single, no children", "Marital status: married", "Father of two")
