"""Closed lists that never change without a release: they live in code, not in tables."""

from django.db import models


class Origine(models.TextChoices):
    """Where a row comes from. The loader only changes and retires what is as it loaded it."""

    FICHIER = "fichier", "fichier de référence"
    CORRIGEE = "corrige", "fichier, corrigé dans SAMBA"
    SAISIE = "saisie", "saisie dans SAMBA"


class GenreAppellation(models.TextChoices):
    """What kind of other name of a métier this is."""

    COURANTE = "courante", "appellation courante"
    ANGLAISE = "anglaise", "appellation anglaise"
    ALIAS = "alias", "variante d’écriture"


class NiveauFamille(models.TextChoices):
    """The three levels that may stand above a métier, widest first."""

    DOMAINE = "domaine", "domaine"
    FAMILLE = "famille", "famille"
    SOUS_FAMILLE = "sous_famille", "sous-famille"


class GenreContenu(models.TextChoices):
    """The headings of a métier's fiche, in the order of its page."""

    ACTIVITE = "activite", "activités"
    ACTIVITE_SPECIFIQUE = "activite_specifique", "activités spécifiques"
    SAVOIR_FAIRE = "savoir_faire", "savoir-faire"
    CONNAISSANCE = "connaissance", "connaissances"
    CERTIFICATION = "certification", "certifications"
    RELATION_EXTERNE = "relation_externe", "relations externes"
    RELATION_INTERNE = "relation_interne", "relations internes"
    LIEU = "lieu", "lieu de travail"


class Maitrise(models.IntegerChoices):
    """Level of a skill, lowest first: comparisons (`>=`) are meaningful."""

    DEBUTANT = 1, "Débutant"
    OPERATIONNEL = 2, "Opérationnel"
    EXPERIMENTE = 3, "Expérimenté"


class NiveauEtude(models.TextChoices):
    """The eight levels of study, lowest first. The vivier filter on them is strict (`SAR-10`)."""

    INFERIEUR_BAC = "inferieur_bac", "< Bac"
    BAC_NON_VALIDE = "bac_non_valide", "Bac non validé"
    BAC = "bac", "Bac"
    BAC_2 = "bac_2", "Bac + 2"
    BAC_3 = "bac_3", "Bac + 3"
    BAC_4 = "bac_4", "Bac + 4"
    BAC_5 = "bac_5", "Bac + 5"
    SUPERIEUR_BAC_5 = "superieur_bac_5", "> Bac + 5"


class Langue(models.TextChoices):
    """Spoken languages, by ISO 639-1 code."""

    FRANCAIS = "fr", "français"
    ANGLAIS = "en", "anglais"
    ALLEMAND = "de", "allemand"
    ESPAGNOL = "es", "espagnol"
    ITALIEN = "it", "italien"
    PORTUGAIS = "pt", "portugais"
    NEERLANDAIS = "nl", "néerlandais"
    LUXEMBOURGEOIS = "lb", "luxembourgeois"
    POLONAIS = "pl", "polonais"
    ROUMAIN = "ro", "roumain"
    RUSSE = "ru", "russe"
    UKRAINIEN = "uk", "ukrainien"
    GREC = "el", "grec"
    TURC = "tr", "turc"
    ARABE = "ar", "arabe"
    HEBREU = "he", "hébreu"
    PERSAN = "fa", "persan"
    HINDI = "hi", "hindi"
    TAMOUL = "ta", "tamoul"
    CHINOIS = "zh", "chinois"
    JAPONAIS = "ja", "japonais"
    COREEN = "ko", "coréen"
    VIETNAMIEN = "vi", "vietnamien"
    SUEDOIS = "sv", "suédois"
    DANOIS = "da", "danois"
    NORVEGIEN = "no", "norvégien"
    FINNOIS = "fi", "finnois"
    TCHEQUE = "cs", "tchèque"
    HONGROIS = "hu", "hongrois"
    BULGARE = "bg", "bulgare"
    LANGUE_DES_SIGNES = "sgn", "langue des signes française"


class NiveauLangue(models.TextChoices):
    """Level of a language (CECRL), lowest first; the codes sort in that order (`A1` < `C2` < `natif`)."""

    A1 = "A1", "A1 – découverte"
    A2 = "A2", "A2 – survie"
    B1 = "B1", "B1 – seuil"
    B2 = "B2", "B2 – avancé"
    C1 = "C1", "C1 – autonome"
    C2 = "C2", "C2 – maîtrise"
    NATIF = "natif", "langue maternelle"


class Civilite(models.TextChoices):
    """How to address somebody. Never read by a search, a score or a match (BES-10)."""

    MADAME = "mme", "Mme"
    MONSIEUR = "m", "M."
