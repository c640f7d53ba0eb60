"""Which contacts stand in activité générale and in activité privée, and what was last said to each (CLI-6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from clients.models import Contact, ContactQuerySet
from clients.verdict import q_permis
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur

# Never contacted first, then the longest silence; among equals, the one who was tried the longest ago.
ORDRE = (F("dernier_joint_le").asc(nulls_first=True), F("dernier_essai_le").asc(nulls_first=True), "pk")
# What every row reads, then what a column adds: each phone read is a phone parsed.
LUS = (
    "nom",
    "prenom",
    "dernier_joint_le",
    "dernier_essai_le",
    "fonction__libelle",
    "client__entreprise__nom",
    "client__publie_missions",
    "client__sens_ca",
    "client__sens_effectif",
)
LUS_PAR_COLONNE: dict[str, tuple[str, ...]] = {
    "telephone": ("mobile", "telephone"),
    "secteur": ("client__entreprise__secteur__nom",),
    "suivi_par": ("client__suivi_par__prenom", "client__suivi_par__nom"),
    "email": ("email",),
}


def activite_generale(utilisateur: Utilisateur, jours: int) -> ContactQuerySet:
    """DOs that nobody really spoke with for `jours` days: nobody's privés and mine, never those of others."""
    libres = Q(prive_a__isnull=True) | Q(prive_a=utilisateur)
    contacts = Contact.objects.visibles_pour(utilisateur).donneurs_d_ordre().approchables()  # type: ignore[attr-defined]
    return contacts.filter(libres).silencieux(utilisateur, jours)


def activite_privee(utilisateur: Utilisateur) -> ContactQuerySet:
    """My privés, the longest silence first."""
    contacts = Contact.objects.visibles_pour(utilisateur).approchables()  # type: ignore[attr-defined]
    return contacts.filter(prive_a=utilisateur)


def pour_liste(contacts: ContactQuerySet, colonnes: Collection[str]) -> ContactQuerySet:
    """In the order of the calls, with what these columns show and nothing else."""
    lus = [*LUS, *(champ for nom in colonnes for champ in LUS_PAR_COLONNE.get(nom, ()))]
    lies = {champ.rpartition("__")[0] for champ in lus if "__" in champ}
    return contacts.select_related(None).select_related(*sorted(lies)).only(*lus).order_by(*ORDRE)


def avec_dernier_commentaire(contacts: ContactQuerySet) -> ContactQuerySet:
    """Annotate `dernier_dit`, for files: a screen reads `derniers_commentaires` of its page."""
    return contacts.annotate(dernier_dit=Subquery(_parlants().values("commentaire")[:1]))


def _parlants() -> QuerySet[Echange]:
    return Echange.objects.filter(contact=OuterRef("pk")).exclude(commentaire="").order_by("-le", "-pk")


def sans_les_clients_a_eviter(contacts: ContactQuerySet) -> ContactQuerySet:
    """Without the people of the companies that CLI-1 and CLI-2 say not to prospect."""
    return contacts.filter(q_permis("client__"))


def derniers_commentaires(cles: Iterable[int]) -> dict[int, Echange]:
    """The last échange that says something, by contact: one query, one index entry read for each contact of a page."""
    derniers = Contact.objects.filter(pk__in=list(cles)).values(dernier=Subquery(_parlants().values("pk")[:1]))
    lignes = Echange.objects.filter(pk__in=derniers).select_related("auteur")
    lus = lignes.only("contact_id", "commentaire", "le", "auteur__prenom", "auteur__nom")
    return {ligne.contact_id: ligne for ligne in lus if ligne.contact_id is not None}
