"""How people ask for clients."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from clients.attaches import AdresseClient
from clients.enums import Referencement, Taille, Verdict
from clients.verdict import q_verdict
from referentiels.models import Entreprise
from referentiels.normalisation import normaliser_societe
from referentiels.sql import ScoreNoms
from samba.donnees.models import RacineQuerySet
from samba.donnees.validateurs import normaliser_siret

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

# What each column of the list reads, when it is not a field of that name.
COLONNES_LUES: dict[str, tuple[str, ...]] = {
    "nom": ("entreprise__nom",),
    "type": ("type", "en_demarrage"),
    "secteur": ("entreprise__secteur__nom",),
    "departement": ("departement__nom",),
    "verdict": ("publie_missions", "sens_ca", "sens_effectif"),
    "referencement": ("reference", "reference_via"),
    "nombre_do": (),
    "suivi_par": ("suivi_par__prenom", "suivi_par__nom"),
    "siren": ("entreprise__siren",),
    "mere": ("mere__entreprise__nom",),
}


class ClientQuerySet(RacineQuerySet):
    """Clients. They are shared by the whole firm; only contacts can be privés."""

    def visibles_pour(self, utilisateur: Utilisateur) -> ClientQuerySet:
        """Every client, for every role (conception §1)."""
        return self.select_related("entreprise", "entreprise__secteur")

    def chercher(self, texte: str) -> ClientQuerySet:
        """By name or alias (accents, typing errors and legal forms forgiven), SIREN or SIRET; best first."""
        chiffres = normaliser_siret(texte)
        if chiffres.isdigit() and len(chiffres) in {9, 14}:
            return self.filter(Q(entreprise__siren=chiffres[:9]) | Q(siret__startswith=chiffres))
        cle = normaliser_societe(texte)
        return (
            self.filter(entreprise__in=Entreprise.objects.chercher(texte).values("pk"))
            .annotate(score=ScoreNoms("entreprise__noms_recherche", Value(cle)))
            .order_by("-score", "entreprise__nom")
        )

    def archives(self) -> ClientQuerySet:
        """Put aside."""
        return self.filter(archive_le__isnull=False)

    def de_verdict(self, verdict: str) -> ClientQuerySet:
        """Those whose verdict is this one today (CLI-1, CLI-2), by the figures that the base keeps."""
        return self.filter(q_verdict(Verdict(verdict)))

    def de_taille(self, taille: str) -> ClientQuerySet:
        """By the headcount of the latest exercice."""
        minimum, maximum = Taille(taille).bornes
        clients = self.filter(effectif__gte=minimum)
        return clients if maximum is None else clients.filter(effectif__lte=maximum)

    def de_zones(self, departements: Iterable[str]) -> ClientQuerySet:
        """With an address, main or other, in one of these départements."""
        codes = list(departements)
        ailleurs = AdresseClient.objects.filter(departement__in=codes).order_by().values("client")
        return self.filter(Q(departement__in=codes) | Q(pk__in=ailleurs))

    def references(self, comment: str) -> ClientQuerySet:
        """Those where we are listed that way (`Referencement`); a client may be both, and counts as direct."""
        if comment == Referencement.DIRECT:
            return self.filter(reference=True)
        return self.filter(reference=False, reference_via__isnull=comment != Referencement.SECONDE_MAIN)

    def avec_nombre_do(self) -> ClientQuerySet:
        """Annotate `nombre_do`: how many DOs it has, archived ones apart."""
        from clients.models import Contact  # it is defined over there, with the models that use this QuerySet

        donneurs = Contact.objects.donneurs_d_ordre().filter(archive_le__isnull=True, client=OuterRef("pk")).order_by()
        nombre = donneurs.values("client").annotate(n=Count("pk")).values("n")
        return self.annotate(nombre_do=Coalesce(Subquery(nombre, output_field=IntegerField()), 0))

    def pour_liste(self, colonnes: Collection[str]) -> ClientQuerySet:
        """With what these columns of the list show and nothing else: no query per row, no phone parsed for nothing."""
        lus = [champ for nom in colonnes for champ in COLONNES_LUES.get(nom, (nom,))]
        lies = [champ.rpartition("__")[0] for champ in lus if "__" in champ]
        clients = self.select_related(None).select_related("entreprise", *lies).only("entreprise__nom", *lus)
        return clients.avec_nombre_do() if "nombre_do" in colonnes else clients
