"""Closed lists of an evaluation (SAR-11, source 003). The lists that the firm edits are in `referentiels`."""

from __future__ import annotations

from django.db import models


class EtatEvaluation(models.TextChoices):
    """Where an evaluation stands. One draft and one published at most a freelance; the former ones are kept."""

    BROUILLON = "brouillon", "Brouillon"
    PUBLIEE = "publiee", "Publiée"
    REMPLACEE = "remplacee", "Remplacée"
    RETIREE = "retiree", "Retirée du vivier"


class AvisCompetences(models.IntegerChoices):
    """Axis 1: skills, lowest first."""

    AUCUNES = 1, "Aucunes"
    PARCELLAIRES = 2, "Parcellaires, prérequis ou aptitudes pour une formation"
    INSUFFISANTES = 3, "Insuffisantes ou peu demandées"
    SOCLE = 4, "Vue d’ensemble (socle de base)"
    APPROFONDIES = 5, "Vue d’ensemble approfondie"
    MAITRISE = 6, "Maîtrise d’ensemble, expert dans un domaine"


class AvisComportement(models.IntegerChoices):
    """Axis 2: behaviour, lowest first."""

    INADAPTE = 1, "Inadapté"
    INSUFFISANT = 2, "Insuffisant"
    LIMITE = 3, "Limite (moyen)"
    APPROPRIE = 4, "Approprié (correct)"
    INTERESSANT = 5, "Intéressant"
    EXCELLENT = 6, "Excellent"


class AvisExperience(models.IntegerChoices):
    """Axis 3: experience of a métier of the sector, lowest first."""

    AUCUNE = 1, "Aucune"
    PERSONNELLE = 2, "À titre personnel"
    EN_FORMATION = 3, "Lors de formations"
    ANCIENNE = 4, "Pratique professionnelle non récente"
    REDUITE = 5, "Pratique professionnelle réduite"
    SIGNIFICATIVE = 6, "Pratique professionnelle significative"


class AvisQualification(models.IntegerChoices):
    """Axis 4: qualification, lowest first."""

    INSUFFISANTE = 1, "Insuffisant"
    FAIBLE_AUTODIDACTE = 2, "Faible, autodidacte"
    SATISFAISANTE_AUTODIDACTE = 3, "Satisfaisant, autodidacte"
    FAIBLE_DIPLOMEE = 4, "Faible, diplômé"
    MOYENNE_DIPLOMEE = 5, "Moyen, diplômé"
    ELEVEE_DIPLOMEE = 6, "Élevé, diplômé"


class AvisProjet(models.IntegerChoices):
    """Axis 5: professional project, lowest first."""

    FLOU = 1, "Pas clairement défini"
    SANS_INTERET = 2, "Pas ou plus d’intérêt pour le secteur"
    CONTRAINTES = 3, "Contraintes peu compatibles avec les métiers du secteur"
    APPRENDRE = 4, "Motivation pour apprendre un métier du secteur"
    LIMITE = 5, "Limité à certains types d’entreprise du secteur"
    EVOLUTION = 6, "Poursuite ou évolution professionnelle dans le secteur"


class SensComportement(models.TextChoices):
    """What makes somebody singular, for better or worse: only what stands out is noted."""

    ATOUT = "atout", "Atout"
    POINT_FAIBLE = "point_faible", "Point faible"


class MotifMetier(models.TextChoices):
    """Why a métier is a *métier actuel* (SAR-10), as the qualifieur says."""

    EXERCE = "exerce", "Exercé depuis moins de 3 ans"
    FORME = "forme", "Formation validée depuis moins d’1 an"


class OccupationSansEmploi(models.TextChoices):
    """What filled the time without a job. Nothing about health or family: nobody has to say it."""

    RECHERCHE = "recherche", "Recherche d’emploi ou de mission"
    FORMATION = "formation", "Formation"
    PROJET_PERSONNEL = "projet_personnel", "Projet personnel"
    CREATION = "creation", "Création ou reprise d’activité"
    BENEVOLAT = "benevolat", "Bénévolat, vie associative"
    VOYAGE = "voyage", "Voyage, séjour à l’étranger"
    AUTRE = "autre", "Autre occupation"


class TypeEntreprise(models.TextChoices):
    """Where the freelance would like to work."""

    ESN = "esn", "Société de conseil et de services (ESN)"
    EDITEUR = "editeur", "Éditeur de logiciel"
    INGENIERIE = "ingenierie", "Ingénierie et conseil en technologies"
    FORMATION = "formation", "Organisme de formation"
    COOPERATIVE = "cooperative", "Coopérative d’activité et d’emploi du numérique"
    SERVICE_INFORMATIQUE = "service_informatique", "Service informatique hors du secteur numérique"
    LABORATOIRE = "laboratoire", "Laboratoire de recherche"


class TypeContrat(models.TextChoices):
    """Kinds of contract: the four of source 003, plus *prestation* (SAR-7)."""

    CDI = "cdi", "CDI"
    CDD = "cdd", "CDD"
    PROFESSIONNALISATION = "professionnalisation", "Contrat de professionnalisation"
    APPRENTISSAGE = "apprentissage", "Contrat d’apprentissage"
    PRESTATION = "prestation", "Prestation (indépendant)"


class TauxDisponibilite(models.IntegerChoices):
    """How much of a week the freelance gives, in percent."""

    T20 = 20, "20\u00a0% (1 jour par semaine)"
    T40 = 40, "40\u00a0% (2 jours)"
    T50 = 50, "50\u00a0% (mi-temps)"
    T60 = 60, "60\u00a0% (3 jours)"
    T80 = 80, "80\u00a0% (4 jours)"
    T100 = 100, "100\u00a0% (temps plein)"


class TrancheSalaire(models.IntegerChoices):
    """Gross yearly salary, by its lower bound in thousands of euros."""

    S0 = 0, "Moins de 20\u00a0K€"
    S20 = 20, "20 – 25\u00a0K€"
    S25 = 25, "25 – 30\u00a0K€"
    S30 = 30, "30 – 35\u00a0K€"
    S35 = 35, "35 – 40\u00a0K€"
    S40 = 40, "40 – 45\u00a0K€"
    S45 = 45, "45 – 50\u00a0K€"
    S50 = 50, "50 – 60\u00a0K€"
    S60 = 60, "60 – 70\u00a0K€"
    S70 = 70, "70 – 80\u00a0K€"
    S80 = 80, "80\u00a0K€ et plus"


class TrancheTjm(models.IntegerChoices):
    """Daily rate excl. tax, by its lower bound in euros."""

    T0 = 0, "Moins de 250\u00a0€"
    T250 = 250, "250 – 300\u00a0€"
    T300 = 300, "300 – 350\u00a0€"
    T350 = 350, "350 – 400\u00a0€"
    T400 = 400, "400 – 450\u00a0€"
    T450 = 450, "450 – 500\u00a0€"
    T500 = 500, "500 – 600\u00a0€"
    T600 = 600, "600 – 700\u00a0€"
    T700 = 700, "700 – 800\u00a0€"
    T800 = 800, "800 – 1\u202f000\u00a0€"
    T1000 = 1000, "1\u202f000\u00a0€ et plus"


class NatureSituation(models.TextChoices):
    """What a freelance does of their days. Those of `TEMPORAIRES` may have an end."""

    EN_RECHERCHE = "en_recherche", "En recherche d’emploi ou de mission"
    EN_MISSION = "en_mission", "En mission (prestation)"
    EN_CDI = "en_cdi", "En CDI"
    EN_CDD = "en_cdd", "En CDD"
    EN_FORMATION = "en_formation", "En formation"
    EN_ALTERNANCE = "en_alternance", "En stage ou en alternance"
    INDISPONIBLE = "indisponible", "Indisponible"
    PLUS_INTERESSE = "plus_interesse", "N’est plus intéressé"


TEMPORAIRES: tuple[str, ...] = (
    NatureSituation.EN_MISSION,
    NatureSituation.EN_CDD,
    NatureSituation.EN_FORMATION,
    NatureSituation.EN_ALTERNANCE,
    NatureSituation.INDISPONIBLE,
)


class TypePartenaire(models.TextChoices):
    """The kind of organisation that submits files."""

    EMPLOI = "emploi", "Service public de l’emploi"
    INSERTION = "insertion", "Insertion, mission locale"
    ECOLE = "ecole", "École, organisme de formation"
    ENTREPRISE = "entreprise", "Entreprise partenaire"
    COOPTATION = "cooptation", "Cooptation"
    AUTRE = "autre", "Autre"


class NaturePiece(models.TextChoices):
    """What a document of the file is, the CV apart."""

    DIPLOME = "diplome", "Diplôme"
    ATTESTATION = "attestation", "Attestation"
    MOTIVATION = "motivation", "Lettre de motivation"
    RECOMMANDATION = "recommandation", "Lettre de recommandation"
    AUTRE = "autre", "Autre document"
