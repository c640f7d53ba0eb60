"""Closed lists of a fiche de suivi (source 003, SAR-1)."""

from __future__ import annotations

from django.db import models


class StatutFiche(models.TextChoices):
    """The 18 statuts. Computed from résultat and état by the database (SAR-2), never typed."""

    ETUDE = "etude", "Étude en cours"
    NON_RETENU = "non_retenu", "Non retenu"
    EN_VIVIER = "en_vivier", "Candidat en vivier"
    FORMATION = "formation", "Formation pré-recrutement"
    ADC_CANDIDATURE = "adc_candidature", "Action ADC – gestion candidature"
    RECRUTEMENT = "recrutement", "Recrutement en cours"
    REFUS = "refus", "Refus du candidat"
    ESSAI = "essai", "Recruté en période d’essai ou alternance"
    RECRUTE = "recrute", "Recruté"
    RUPTURE = "rupture", "Rupture de contrat"
    ADC_3_MOIS = "adc_3_mois", "Action ADC 3 mois"
    ADC_6_MOIS = "adc_6_mois", "Action ADC 6 mois"
    ADC_9_MOIS = "adc_9_mois", "Action ADC 9 mois"
    ADC_1_AN = "adc_1_an", "Action ADC 1 an"
    ADC_2_ANS = "adc_2_ans", "Action ADC 2 ans"
    NON_EMPLOYABLE = "non_employable", "Non employable"
    INDISPONIBLE = "indisponible", "Indisponible"
    A_VERIFIER = "a_verifier", "Situation à vérifier"


class Resultat(models.TextChoices):
    """The 25 conclusions of 003; the groups are its column « votre conclusion »."""

    AUCUN = "aucun", "Aucun, étude de la candidature en cours"
    NON_RETENU_CV = "non_retenu_cv", "Profil non retenu après étude de la fiche profil ou du CV"
    AVIS_RESERVE = "avis_reserve", "Après entretien, avis réservé : profil peu convaincant"
    PAS_DE_POSTE = "pas_de_poste", "Après entretien, profil employable mais pas adapté au poste, ou pas de poste"
    VIVIER_RECRUTEMENT = "vivier_recrutement", "Profil intéressant, gardé en vivier pour un recrutement potentiel"
    VIVIER_FORMATION = "vivier_formation", "Profil conservé en vivier pour une formation pré-recrutement"
    FORMATION_INDIVIDUELLE = "formation_individuelle", "En formation individuelle pré-recrutement (POEI, AFPR…)"
    ADC_INSCRIPTION = "adc_inscription", "Action ADC, demande d’inscription"
    ADC_IMMERSION = "adc_immersion", "Action ADC, choisi pour une période d’immersion en entreprise"
    PROPOSITION_CLIENT = "proposition_client", "Proposition sous réserve de l’accord du client final"
    PROPOSITION = "proposition", "Proposition en cours"
    REFUS_CANDIDAT = "refus_candidat", "Refus de la proposition par le candidat"
    RECRUTEMENT = "recrutement", "Recrutement"
    FIS_3_MOIS = "fis_3_mois", "En formation intensive spécialisée, 3 mois"
    FIS_6_MOIS = "fis_6_mois", "En formation intensive spécialisée, 6 mois"
    PREALABLE_6_MOIS = "prealable_6_mois", "En formation préalable aux bases du métier, 6 mois au plus"
    FG_6_MOIS = "fg_6_mois", "En formation généraliste, 6 mois (après les bases du métier)"
    FG_9_MOIS = "fg_9_mois", "En formation généraliste, 9 mois"
    FG_1_AN = "fg_1_an", "En formation généraliste, 1 an"
    FG_2_ANS = "fg_2_ans", "En formation généraliste, 2 ans"
    NON_RECRUTE_ADC = "non_recrute_adc", "Non recruté à l’issue d’une action ADC"
    NON_EMPLOYABLE = "non_employable", "Après entretien, profil jugé non employable"
    INDISPONIBLE = "indisponible", "Candidat indisponible (formation…)"
    EMPLOI_RETROUVE = "emploi_retrouve", "Candidat ayant retrouvé un emploi"
    ABANDON = "abandon", "Abandon du dossier"


# « Votre conclusion » of 003: the groups of the list of résultats, in its order.
CONCLUSIONS: tuple[tuple[str, tuple[Resultat, ...]], ...] = (
    ("À étudier", (Resultat.AUCUN,)),
    ("Le profil n’intéresse pas", (Resultat.NON_RETENU_CV, Resultat.AVIS_RESERVE, Resultat.PAS_DE_POSTE)),
    (
        "Le candidat intéresse",
        (
            Resultat.VIVIER_RECRUTEMENT,
            Resultat.VIVIER_FORMATION,
            Resultat.FORMATION_INDIVIDUELLE,
            Resultat.ADC_INSCRIPTION,
            Resultat.ADC_IMMERSION,
        ),
    ),
    (
        "Recrutement souhaité",
        (Resultat.PROPOSITION_CLIENT, Resultat.PROPOSITION, Resultat.REFUS_CANDIDAT, Resultat.RECRUTEMENT),
    ),
    (
        "Stage d’une action ADC",
        (
            Resultat.FIS_3_MOIS,
            Resultat.FIS_6_MOIS,
            Resultat.PREALABLE_6_MOIS,
            Resultat.FG_6_MOIS,
            Resultat.FG_9_MOIS,
            Resultat.FG_1_AN,
            Resultat.FG_2_ANS,
            Resultat.NON_RECRUTE_ADC,
        ),
    ),
    ("Profil non employable", (Resultat.NON_EMPLOYABLE,)),
    ("La situation ne permet pas de recruter", (Resultat.INDISPONIBLE, Resultat.EMPLOI_RETROUVE)),
    ("Sans avis sur le profil", (Resultat.ABANDON,)),
)


class EtatRecrutement(models.TextChoices):
    """What became of a recrutement; it decides the statut with the résultat Recrutement alone (SAR-2)."""

    NA = "na", "Sans objet"
    ESSAI = "essai", "Période d’essai"
    CONFIRME = "confirme", "Recrutement confirmé"
    RUPTURE_COMPETENCES = "rupture_competences", "Rupture ou non confirmé : compétences"
    RUPTURE_COMPORTEMENT = "rupture_comportement", "Rupture ou non confirmé : comportement"
    RUPTURE_CONTEXTE = "rupture_contexte", "Rupture ou non confirmé : contexte économique"
    DEMISSION = "demission", "Démission du candidat"


class ActionSuivi(models.TextChoices):
    """The 13 actions, in the order of a recrutement."""

    ETUDE_FICHE = "etude_fiche", "Étude de la fiche profil"
    ANALYSE_CV = "analyse_cv", "Analyse du CV"
    CONTACT = "contact", "Prise de contact"
    TESTS = "tests", "Tests de connaissances"
    OPERATIONNEL = "operationnel", "Entretien avec un opérationnel"
    RH = "rh", "Entretien RH"
    FIN_STAGE = "fin_stage", "Entretien de fin de stage (formation pré-recrutement)"
    CLIENT_1 = "client_1", "Présentation n° 1 à un client"
    CLIENT_2 = "client_2", "Présentation n° 2 à un client"
    CLIENT_3 = "client_3", "Présentation n° 3 à un client"
    FIN_ESSAI = "fin_essai", "Entretien de fin de période d’essai"
    FIN_PROLONGATION = "fin_prolongation", "Entretien de fin de prolongation d’essai"
    AUTRE = "autre", "Autre action"


class CauseRejet(models.TextChoices):
    """Why a profile is judged non employable (SAR-7): at least one is asked for."""

    COMPETENCES = "competences", "Compétences insuffisantes"
    EXPERIENCE = "experience", "Expérience insuffisante"
    MOTIVATION = "motivation", "Manque de motivation"
    RELATIONNEL = "relationnel", "Relationnel inadapté"
    MOBILITE = "mobilite", "Mobilité géographique réduite"
    SALAIRE = "salaire", "Niveau de salaire trop élevé"
    PROJET = "projet", "Projet incompatible avec un emploi dans le secteur"
    AUTRE = "autre", "Autre raison"


class FamilleMot(models.TextChoices):
    """What a comment may not speak of."""

    SANTE = "sante", "Santé"
    FAMILLE = "famille", "Famille, vie privée"
    ORIGINE = "origine", "Origine, nationalité"
    OPINIONS = "opinions", "Opinions, religion, syndicat"
    INJURES = "injures", "Injures"


class Decision(models.TextChoices):
    """The four quick actions (SAR-6), in the order of the keys 1 to 4."""

    ETUDIER = "etudier", "Étudier plus tard"
    NON_RETENU = "non_retenu", "Non retenu"
    RECRUTEMENT = "recrutement", "Recrutement potentiel"
    FORMATION = "formation", "Formation pré-recrutement"


RESULTAT_DE_DECISION: dict[str, Resultat] = {
    Decision.ETUDIER: Resultat.AUCUN,
    Decision.NON_RETENU: Resultat.NON_RETENU_CV,
    Decision.RECRUTEMENT: Resultat.VIVIER_RECRUTEMENT,
    Decision.FORMATION: Resultat.VIVIER_FORMATION,
}

# Contracts whose end date is asked for (SAR-7): CDD and alternance.
CONTRATS_A_TERME: tuple[str, ...] = ("cdd", "professionnalisation", "apprentissage")
