"""What the texts of a call are for, and to whom they are said."""

from django.db import models

from samba.activite.enums import Objection


class GenreTexte(models.TextChoices):
    """The four uses of a text on the cockpit."""

    SCRIPT = "script", "Script d’appel"
    QUESTION = "question", "Réponse à une question"
    OBJECTION = "objection", "Réponse à une objection"
    OPTION = "option", "Option à proposer"


class Interlocuteur(models.TextChoices):
    """To whom a script is said (source 000, « Communication »)."""

    STANDARDISTE = "standardiste", "Standardiste"
    DO = "do", "Donneur d’ordre"
    DO_BESOIN = "do_besoin", "Il a un besoin"
    DO_SANS_BESOIN = "do_sans_besoin", "Pas de besoin"
    DO_ORIENTE = "do_oriente", "Il oriente ailleurs"
    PAS_INTERESSE = "pas_interesse", "Pas intéressé"
    FOURNISSEURS = "fournisseurs", "A ses fournisseurs"
    REFERENCES = "references", "Référencés seulement"
    FREELANCE = "freelance", "Freelance"


# One key per objection: the row of digits for the first ten, then a letter. They follow the order of `Objection`.
TOUCHES_OBJECTIONS = dict(zip(Objection.values, [*"1234567890", "F"], strict=True))
