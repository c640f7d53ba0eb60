"""Demo fiches de suivi: each agence follows part of the vivier; Bastien owes three fiches, which close it to him."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.db.models import DateTimeField
from django.db.models.functions import Cast
from django.utils import timezone

from freelances.models import ActionFiche, Fiche, Freelance
from freelances.sar.enums import CauseRejet, EtatRecrutement, Resultat
from samba.comptes.models import Utilisateur

RESULTATS: tuple[tuple[Resultat, int], ...] = (
    (Resultat.AUCUN, 26),
    (Resultat.VIVIER_RECRUTEMENT, 22),
    (Resultat.VIVIER_FORMATION, 6),
    (Resultat.NON_RETENU_CV, 14),
    (Resultat.AVIS_RESERVE, 5),
    (Resultat.PROPOSITION, 6),
    (Resultat.PROPOSITION_CLIENT, 5),
    (Resultat.RECRUTEMENT, 6),
    (Resultat.FIS_3_MOIS, 3),
    (Resultat.INDISPONIBLE, 3),
    (Resultat.NON_EMPLOYABLE, 2),
    (Resultat.ABANDON, 2),
)
COMMENTAIRES = (
    "Profil solide, à rappeler dès qu’une mission s’ouvre.",
    "Bon échange au téléphone ; mobilité à préciser.",
    "Souhaite rester sur des missions longues.",
    "À revoir après sa mission en cours.",
)
# The first actions, in the order in which they are done.
SUITE = ("etude_fiche", "analyse_cv", "contact", "operationnel", "rh", "client_1")
EN_RETARD = "bastien@samba.example"


def peupler_fiches(hasard: random.Random, equipe: list[Utilisateur]) -> None:
    """A fifth of the vivier, 400 at most, is followed by each agence. Écheances stay ahead, those of Bastien apart."""
    candidats = list(Freelance.objects.exclude(publie_le=None).order_by("pk").values_list("pk", flat=True)[:4000])
    tiennent = [personne for personne in equipe if personne.peut("suivre") and personne.agence_id]
    for agence in sorted({personne.agence_id for personne in tiennent if personne.agence_id}):
        recruteurs = [personne for personne in tiennent if personne.agence_id == agence]
        suivis = hasard.sample(candidats, min(400, len(candidats) // 5))
        fiches = Fiche.objects.bulk_create(_fiche(hasard, agence, cle, recruteurs) for cle in suivis)
        _dater(fiches)
        ActionFiche.objects.bulk_create(action for fiche in fiches for action in _actions(hasard, fiche))


def _fiche(hasard: random.Random, agence: int, freelance: int, recruteurs: list[Utilisateur]) -> Fiche:
    resultat = hasard.choices([r for r, _ in RESULTATS], [poids for _, poids in RESULTATS])[0]
    court = resultat in {Resultat.AUCUN, Resultat.PROPOSITION, Resultat.PROPOSITION_CLIENT}
    jour = timezone.localdate() - timedelta(days=hasard.randrange(0, 29 if court else 95))
    fiche = Fiche(
        agence_id=agence,
        freelance_id=freelance,
        recruteur=hasard.choice(recruteurs),
        resultat=resultat,
        maj_le=jour,
        commentaire=hasard.choice(COMMENTAIRES) if hasard.random() < 0.4 else "",
        causes=[CauseRejet.EXPERIENCE] if resultat == Resultat.NON_EMPLOYABLE else [],
    )
    if resultat == Resultat.RECRUTEMENT:
        fiche.recrute_le, fiche.contrat = jour, hasard.choice(("prestation", "cdi"))
        fiche.etat = hasard.choice((EtatRecrutement.ESSAI, EtatRecrutement.ESSAI, EtatRecrutement.CONFIRME))
    return fiche


def _dater(fiches: list[Fiche]) -> None:
    """Opened on the day of their last change; three of Bastien’s passed their échéance (30 days)."""
    cles = [fiche.pk for fiche in fiches]
    siennes = [fiche.pk for fiche in fiches if fiche.recruteur.email == EN_RETARD][:3]
    for rang, cle in enumerate(siennes):
        jour = timezone.localdate() - timedelta(days=33 + 4 * rang)
        Fiche.objects.filter(pk=cle).update(
            resultat=Resultat.AUCUN, maj_le=jour, causes=[], contrat="", recrute_le=None, etat=EtatRecrutement.NA
        )
    Fiche.objects.filter(pk__in=cles).update(cree_le=Cast("maj_le", DateTimeField()) + timedelta(hours=9))


def _actions(hasard: random.Random, fiche: Fiche) -> list[ActionFiche]:
    faites = SUITE[: hasard.randrange(0, len(SUITE) + 1)]
    jours: list[date] = sorted(fiche.maj_le - timedelta(days=hasard.randrange(0, 20)) for _ in faites)
    return [
        ActionFiche(fiche=fiche, action=action, le=jour, par=fiche.recruteur)
        for action, jour in zip(faites, jours, strict=True)
    ]
