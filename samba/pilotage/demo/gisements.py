"""The words that demo data is made of. Surnames and client companies are invented, syllable by syllable."""

from __future__ import annotations

from dataclasses import dataclass

PRENOMS = """Adèle Agathe Alban Alexia Alix Amandine Amaury Anaïs Ariane Armand Aude Auguste Axelle Basile Bastien
Béatrice Bénédicte Benoît Blandine Boris Brune Camille Candice Capucine Cédric Céleste Célian Charline Clarisse Clément
Cléo Colin Coline Constance Corentin Côme Damien Daphné Delphine Diane Dimitri Dorian Édith Éléonore Élise Élodie
Éloi Émile Emma Enguerrand Éric Estelle Eugénie Fabien Faustine Félix Fériel Flavie Florent Franck Gabin Gaëlle
Gaspard Gauthier Ghislaine Grégoire Hadrien Hélène Héloïse Hortense Hugo Ibrahim Inès Iris Isaure Ismaël Jade Jeanne
Joachim Joséphine Jules Karim Killian Laure Léandre Léonie Léopold Lila Lisa Loïc Louise Lucas Lucie Maëlle Malik
Manon Marceau Margaux Mathilde Mathis Maxence Mehdi Mélanie Nadia Naïm Nathan Nina Noé Noémie Octave Odile Ombeline
Oscar Pauline Perrine Philippine Pierrick Quentin Rachel Raphaël Rébecca Rémi Romane Roxane Sacha Salomé Samir
Sarah Séverine Simon Solène Soline Sophie Sylvain Tanguy Thaïs Théo Timothée Tiphaine Ulysse Valentin Victoire Violette
Wassim Xavier Yaël Yanis Yasmine Yohan Zacharie Zoé""".split()
# Those one addresses as « Mme »; the others, when they are borne by both, as « M. ».
PRENOMS_FEMININS = frozenset(
    """Adèle Agathe Alexia Amandine Anaïs Ariane Aude Axelle Béatrice Bénédicte Blandine Brune Candice Capucine Céleste
Charline Clarisse Cléo Coline Constance Daphné Delphine Diane Édith Éléonore Élise Élodie Emma Estelle Eugénie Faustine
Fériel Flavie Gaëlle Ghislaine Hélène Héloïse Hortense Inès Iris Isaure Jade Jeanne Joséphine Laure Léonie Lila Lisa
Louise Lucie Maëlle Manon Margaux Mathilde Mélanie Nadia Nina Noémie Odile Ombeline Pauline Perrine Philippine Rachel
Rébecca Romane Roxane Salomé Sarah Séverine Solène Soline Sophie Thaïs Tiphaine Victoire Violette Yaël Yasmine Zoé""".split()
)

# Those of `PRENOMS` that are addressed as « M. », and those that tell nothing.
MASCULINS = frozenset(
    """Alban Amaury Armand Auguste Basile Bastien Benoît Boris Cédric Célian Clément Colin Corentin Côme
Damien Dimitri Dorian Éloi Émile Enguerrand Éric Fabien Félix Florent Franck Gabin Gaspard Gauthier Grégoire Hadrien Hugo
Ibrahim Ismaël Joachim Jules Karim Killian Léandre Léopold Loïc Lucas Malik Marceau Mathis Maxence Mehdi Naïm Nathan Noé
Octave Oscar Pierrick Quentin Raphaël Rémi Samir Simon Sylvain Tanguy Théo Timothée Ulysse Valentin Wassim Xavier Yanis
Yohan Zacharie""".split()
)
MIXTES = frozenset({"Alix", "Axelle", "Camille", "Céleste", "Cléo", "Sacha", "Yaël"})
VOIES = (
    "rue des Tilleuls", "avenue du Verger", "impasse des Charmes", "allée des Peupliers", "rue du Moulin Neuf",
    "boulevard des Saules", "place du Lavoir",
)  # fmt: skip

DEBUTS = """Aubre Bara Bel Beau Bois Bour Bran Cassa Chan Char Clair Cour Dau Des Dor Fal Fau Fon Gar Gran Haute Jar
Lan Lau Mal Mar Mau Mon Mor Nan Oli Per Pon Rai Ram Ro Sau Ser Tail Tan Vau Ver Vil Vol""".split()
FINS = """bert cel champ chère court dan delle din dour fert fort gane geau goire lac lande lier lin loup mare
mont neau nier nort pierre rand rède rieu rive rolle roux sac saint sault seuil sonne tain tal val vaud vert viel
vigne ville zac""".split()

RACINES_CLIENTS = """Abylis Acterna Adelior Aelys Akoriane Altivia Ambrelis Aquelio Arcanéo Astéria Avelio Axolys
Baliséo Boréalys Calyxo Cérulia Chrysalia Clarivox Cobaltis Corélia Cybrelis Delféo Dioptéa Élancys Émergéo Énovalis
Éolyx Equinéa Érabliss Exalys Fébrilia Galvéo Géodalis Hélionys Ignivia Ikaréo Indigalis Jadéo Kaléis Kyméa Lagunéo
Limpidis Lumérys Mirabelys Néoflux Nivalis Noctélia Novelys Obsidia Octavéo Ombellia Onyrix Opalys Orvalia Oxaléa
Pertinéo Polaryx Prismélia Quartzéo Rivalys Rubélia Saphiréo Sélénys Solstéa Spirélia Strathéo Sylvéris Talméo Tessalys
Thémélia Topazys Trivalis Tundréo Turquéa Valoryx Vectalis Véloria Vermillys Xénéo Ysalia Zénithéo Zéphyra""".split()
SUITES_CLIENTS = ["", "Conseil", "Digital", "Ingénierie", "Services", "Solutions", "Systèmes", "Technologies"]

EMPLOYEURS_INCONNUS = ("Atelier Brumaire", "Comptoir Sélénite", "Fabrique des Alizés", "Manufacture Ondine")

OBJETS_APPEL = (
    "Pas de besoin avant la clôture du budget, rappeler ensuite.",
    "Cherche un renfort sur un projet de refonte, décision sous quinze jours.",
    "Équipe au complet, mais deux missions se terminent au trimestre prochain.",
    "Demande des profils habilités secteur public.",
    "Travaille déjà avec deux fournisseurs ; prêt à nous tester sur un profil rare.",
    "Souhaite recevoir notre plaquette avant d’aller plus loin.",
    "Projet géré par le siège ; me donnera le nom de la personne locale.",
    "Intéressé par un chef de projet à temps partiel.",
    "Point sur les profils présentés : retour attendu en fin de semaine.",
    "A changé de périmètre, suit désormais les projets de données.",
)


@dataclass(frozen=True)
class Archetype:
    """A kind of profile: its métiers, titles, skills (the first ones are the core) and what such people do."""

    metiers: tuple[str, ...]
    titres: tuple[str, ...]
    competences: tuple[str, ...]
    actions: tuple[str, ...]
    tjm: tuple[int, int]
    poids: int


def _a(metiers: str, titres: str, competences: str, actions: str, tjm: tuple[int, int], poids: int) -> Archetype:
    return Archetype(
        tuple(metiers.split()),
        tuple(titre.strip() for titre in titres.split("|")),
        tuple(competences.split()),
        tuple(action.strip() for action in actions.split("|")),
        tjm,
        poids,
    )


ARCHETYPES = (
    _a(
        "concepteur-developpeur",
        "Développeur Java|Développeur Java Spring|Ingénieur développement Java|Tech lead Java",
        "java spring spring-boot hibernate postgresql oracle-database maven git junit api-rest microservices kafka "
        "docker jenkins angular sql sonarqube scrum kubernetes quarkus",
        "Conception et développement de services exposés en API|Refonte d’une application de gestion en microservices|"
        "Reprise d’un code ancien et mise sous tests|Optimisation des requêtes et des traitements de nuit|"
        "Revue de code et accompagnement de l’équipe",
        (380, 650),
        16,
    ),
    _a(
        "concepteur-developpeur",
        "Développeur .NET|Développeur C#|Ingénieur d’études .NET|Lead développeur .NET",
        "c-sharp dotnet asp-dotnet entity-framework sql-server blazor azure azure-devops git t-sql wpf angular api-rest "
        "docker scrum sonarqube tdd",
        "Développement d’un portail extranet|Migration vers la dernière version de la plateforme|"
        "Mise en place de l’intégration continue|Développement de tableaux de bord métier|Maintenance évolutive",
        (370, 630),
        11,
    ),
    _a(
        "concepteur-developpeur",
        "Développeur front-end|Développeur React|Développeur Angular|Développeur full-stack JavaScript",
        "javascript typescript react angular vue-js node-js html css next-js jest cypress graphql git npm figma "
        "accessibilite-numerique tailwind-css nestjs scrum",
        "Création d’une bibliothèque de composants|Refonte d’un parcours de souscription en ligne|"
        "Mise en conformité avec le RGAA|Développement d’une application web progressive|Tests de bout en bout",
        (350, 600),
        12,
    ),
    _a(
        "concepteur-developpeur",
        "Développeur Python|Développeur Django|Ingénieur Python",
        "python django fastapi flask postgresql redis docker git pandas api-rest pytest linux gitlab-ci kubernetes "
        "elasticsearch graphql aws",
        "Développement d’une plateforme d’échange de données|Automatisation de contrôles de cohérence|"
        "Mise en place de tâches asynchrones|Écriture d’API et de leur documentation|Reprise de scripts d’exploitation",
        (380, 640),
        8,
    ),
    _a(
        "concepteur-developpeur",
        "Développeur PHP|Développeur Symfony|Développeur Drupal",
        "php symfony laravel mysql drupal wordpress javascript api-platform git docker phpunit html css vue-js redis seo",
        "Développement d’un site institutionnel|Migration de contenu vers une nouvelle version|"
        "Développement de modules sur mesure|Optimisation des temps de réponse|Tierce maintenance applicative",
        (320, 520),
        7,
    ),
    _a(
        "administrateur-d-infrastructure expert-infrastructure",
        "Ingénieur DevOps|Ingénieur cloud|Site Reliability Engineer|Ingénieur plateforme",
        "kubernetes docker terraform aws azure ansible gitlab-ci jenkins linux prometheus grafana helm argo-cd python bash "
        "hashicorp-vault devsecops google-cloud-platform openshift elk",
        "Industrialisation des déploiements|Construction d’un socle Kubernetes mutualisé|"
        "Écriture de l’infrastructure en code|Mise en place de la supervision et des astreintes|"
        "Migration de serveurs vers le cloud",
        (450, 750),
        10,
    ),
    _a(
        "administrateur-d-infrastructure",
        "Administrateur systèmes et réseaux|Ingénieur systèmes|Administrateur Linux|Ingénieur de production",
        "linux windows-server vmware active-directory red-hat-enterprise-linux bash powershell veeam cisco nagios centreon "
        "ansible san netapp control-m mco",
        "Maintien en condition opérationnelle d’un parc de serveurs|Migration d’un centre de données|"
        "Rédaction des procédures d’exploitation|Mise en place des sauvegardes et essais de restauration|Astreintes",
        (320, 550),
        9,
    ),
    _a(
        "expert-infrastructure",
        "Ingénieur réseau et sécurité|Consultant cybersécurité|Architecte réseau",
        "cisco fortinet palo-alto vpn pare-feu siem sd-wan f5 load-balancing tcp-ip zscaler edr-xdr iam iso-27001 nis-2 "
        "splunk juniper securite-des-systemes-d-information",
        "Déploiement d’un réseau étendu sur cent sites|Durcissement des équipements et revue des flux|"
        "Mise en place d’un centre de supervision de la sécurité|Conduite d’analyses de risques|Gestion d’incidents",
        (420, 720),
        7,
    ),
    _a(
        "expert-infrastructure",
        "Administrateur de bases de données|DBA Oracle|DBA PostgreSQL|DBA production",
        "oracle-database postgresql sql-server mysql oracle-rac pl-sql linux bash sql mongodb db2 veeam ansible pra-pca",
        "Administration de bases de production critiques|Migration d’Oracle vers PostgreSQL|"
        "Optimisation de requêtes et plans d’exécution|Mise en place de la réplication|Exercices de reprise d’activité",
        (400, 650),
        5,
    ),
    _a(
        "concepteur-developpeur consultant-technique",
        "Data engineer|Ingénieur données|Développeur décisionnel",
        "python spark kafka sql snowflake databricks talend apache-airflow dbt bigquery hadoop scala aws power-bi "
        "data-warehouse postgresql informatica gouvernance-des-donnees",
        "Construction d’un entrepôt de données|Industrialisation de flux quotidiens|"
        "Modélisation dimensionnelle et documentation|Contrôle de la qualité des données|Migration vers le cloud",
        (430, 720),
        9,
    ),
    _a(
        "consultant-technique",
        "Data scientist|Ingénieur machine learning|Consultant intelligence artificielle",
        "python machine-learning deep-learning scikit-learn pytorch pandas sql mlops traitement-du-langage-naturel jupyter "
        "statistiques tensorflow langchain azure docker data-visualisation",
        "Modèle de prévision de la demande|Détection d’anomalies dans les paiements|Classement automatique de documents|"
        "Mise en production et suivi des modèles|Animation d’ateliers avec les métiers",
        (450, 800),
        5,
    ),
    _a(
        "consultant-progiciel",
        "Consultant SAP|Consultant SAP FI/CO|Consultant fonctionnel ERP|Consultant SAP MM/SD",
        "sap sap-fi-co sap-mm sap-sd sap-s-4hana abap sap-fiori redaction-de-specifications conduite-du-changement "
        "gestion-de-projet comptabilite controle-de-gestion sap-bw",
        "Paramétrage des modules financiers|Reprise de données et recette|Animation des ateliers de conception|"
        "Formation des utilisateurs clés|Préparation de la bascule vers S/4HANA",
        (480, 820),
        6,
    ),
    _a(
        "consultant-progiciel",
        "Consultant Salesforce|Développeur Salesforce|Architecte CRM",
        "salesforce salesforce-sales-cloud salesforce-service-cloud salesforce-lightning apex javascript api-rest "
        "redaction-de-specifications relation-client marketing scrum mulesoft",
        "Déploiement d’un CRM pour les forces de vente|Paramétrage des processus de service client|"
        "Développement de composants sur mesure|Connexion au système d’information|Formation des utilisateurs",
        (430, 750),
        5,
    ),
    _a(
        "chef-de-projet directeur-de-projet",
        "Chef de projet informatique|Directeur de projet|Chef de projet digital|PMO",
        "gestion-de-projet pmo scrum safe ms-project jira prince2 conduite-du-changement encadrement-d-equipe "
        "direction-de-programme recueil-des-besoins cycle-en-v gestion-de-contrats-et-sla",
        "Pilotage d’un programme de transformation|Suivi des budgets, des risques et des plannings|"
        "Animation des comités de pilotage|Coordination des équipes et des prestataires|Préparation de la mise en service",
        (450, 800),
        10,
    ),
    _a(
        "consultant-en-assistance-a-la-maitrise-d-ouvrage analyste-fonctionnel consultant-metier",
        "Business analyst|Consultant AMOA|Product owner|Analyste fonctionnel",
        "recueil-des-besoins redaction-de-specifications assistance-a-maitrise-d-ouvrage product-owner scrum jira "
        "modelisation-de-processus sql marches-financiers assurance-de-personnes uml conduite-du-changement",
        "Recueil et formalisation des besoins|Tenue du carnet de produit|Rédaction des cas de recette|"
        "Animation d’ateliers avec les directions métier|Préparation de la conduite du changement",
        (400, 680),
        10,
    ),
    _a(
        "analyste-test-et-validation chef-de-projet-test",
        "Ingénieur test|Testeur fonctionnel|Ingénieur automatisation de tests|Test lead",
        "tests-fonctionnels automatisation-de-tests selenium cypress playwright squash-tm istqb jira postman jmeter "
        "robot-framework xray sql scrum java",
        "Conception et exécution des campagnes de recette|Automatisation des tests de non-régression|"
        "Tests de charge avant ouverture|Suivi des anomalies avec les équipes|Rédaction de la stratégie de test",
        (330, 560),
        6,
    ),
    _a(
        "support-clients technicien-d-infrastructure",
        "Technicien support|Technicien de proximité|Responsable service desk|Analyste support N2",
        "support-niveau-1 support-niveau-2 windows active-directory microsoft-365 glpi servicenow intune sccm itil "
        "masterisation deploiement-de-postes powershell imprimantes-et-copieurs",
        "Prise en charge des incidents et des demandes|Déploiement d’un parc de deux mille postes|"
        "Rédaction de la base de connaissances|Accompagnement des utilisateurs|Suivi des engagements de service",
        (220, 380),
        8,
    ),
    _a(
        "architecte-technique architecte-systeme-d-information urbaniste",
        "Architecte logiciel|Architecte solution|Architecte technique|Urbaniste du système d’information",
        "architecture-logicielle architecture-d-entreprise microservices kafka api-rest aws azure ddd java kubernetes "
        "uml mega-hopex devops graphql securite-des-systemes-d-information",
        "Définition de l’architecture cible|Cadrage technique et chiffrage|Choix d’outils et preuves de concept|"
        "Tenue de la cartographie applicative|Revue d’architecture avec les équipes",
        (550, 950),
        6,
    ),
)

VILLES = (
    ("75011", 14), ("75015", 10), ("92100", 8), ("92400", 6), ("93200", 5), ("94300", 4), ("78000", 4), ("95000", 3),
    ("91300", 3), ("77000", 2), ("69003", 9), ("13008", 6), ("31000", 7), ("33000", 6), ("44000", 6), ("59000", 6),
    ("67000", 4), ("35000", 4), ("34000", 4), ("06000", 3), ("38000", 3), ("76000", 2), ("63000", 2), ("21000", 2),
    ("37000", 2), ("45000", 2), ("54000", 2), ("29200", 1), ("64000", 1), ("97400", 1),
)  # fmt: skip
ECOLES = (
    ("Diplôme d’ingénieur en informatique", "École d’ingénieurs de Paris", "bac_5"),
    ("Master informatique", "Université de Lyon", "bac_5"),
    ("Master MIAGE", "Université de Nantes", "bac_5"),
    ("Licence professionnelle métiers du numérique", "IUT de Lille", "bac_3"),
    ("BTS services informatiques aux organisations", "Lycée de Rennes", "bac_2"),
    ("Master réseaux et sécurité", "Université de Toulouse", "bac_5"),
    ("Titre professionnel concepteur d’applications", "Centre de formation de Bordeaux", "bac_4"),
)
CERTIFICATIONS = ("AWS Solutions Architect", "ITIL 4 Foundation", "PSM I", "Oracle Certified Professional", "ISTQB Foundation",
                  "Microsoft Azure Administrator", "PRINCE2 Practitioner", "CKA")  # fmt: skip
EMPLOYEURS_PAR_SECTEUR_MIN = 3
