"""How people ask for contacts, under CLI-5 and CLI-6."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from clients.enums import NatureContact, SourceContact
from referentiels.sql import Normalise, cherche
from samba.acces.regles import q_lisible
from samba.donnees.models import RacineQuerySet

if TYPE_CHECKING:
    from clients.models import Contact
    from samba.comptes.models import Utilisateur

COLONNES_DE_CONTACT: dict[str, tuple[str, ...]] = {
    "secteur": ("client__entreprise__secteur__nom",),
    "telephone": ("telephone", "mobile"),
    "email": ("email",),
    "dernier_essai": ("dernier_essai_le",),
}
NOM_COMPLET = Normalise(Concat("prenom", Value(" "), "nom"))
# Companies that a word typed among contacts may name: beyond, the word says too little to read their people.
CLIENTS_CHERCHES_MAX = 200
# A shorter word, one letter away, is another word.
LETTRES_POUR_UNE_FAUTE = 5


class ContactQuerySet(RacineQuerySet):
    """Contacts, under CLI-5."""

    def en_cours(self) -> ContactQuerySet:
        """Neither archived nor at an archived client: those are few and read apart, which spares a join a row."""
        from clients.models import Client  # it is defined over there, with the models that use this QuerySet

        return self.filter(archive_le__isnull=True).exclude(client__in=Client.objects.archives().values("pk"))

    def visibles_pour(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Every contact: somebody else's privé is *seen* (name, company, fonction) and must be shown masked.

        Each row says what it is through `Contact.lisible_par`; lists never read other columns of a masked row.
        """
        return self.select_related("client__entreprise", "fonction", "prive_a")

    def verrouiller(self, pk: int) -> Contact:
        """This contact, locked for the length of the transaction, as it is once the lock is ours.

        No join: after a wait PostgreSQL reads the locked row again but not the others, so that a privé taken meanwhile
        would come without its owner, hence as if it were nobody's.
        """
        return self.select_for_update().get(pk=pk)  # type: ignore[return-value]

    def lisibles_pour(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Those whose hidden fields this user may read: the only base of searches and sorts on them, and of exports."""
        return self.visibles_pour(utilisateur).filter(q_lisible(utilisateur, "prive_a"))

    def chercher(self, texte: str, utilisateur: Utilisateur) -> ContactQuerySet:
        """By name or company over every row; by phone, e-mail or notes over the readable ones alone (CLI-5).

        The companies are read first: with their keys, every part of the condition is answered by an index.
        """
        from clients.models import Client  # as above

        lisible = q_lisible(utilisateur, "prive_a")
        cache = Q(email__icontains=texte) | Q(notes__icontains=texte)
        chiffres = "".join(caractere for caractere in texte if caractere.isdigit())
        numero = chiffres.removeprefix("0033").removeprefix("33").lstrip("0")
        if len(numero) >= 4 and not any(caractere.isalpha() for caractere in texte):
            cache |= Q(telephone__contains=numero) | Q(mobile__contains=numero)
        clients = Client.objects.chercher(texte).values_list("pk", flat=True)[:CLIENTS_CHERCHES_MAX]
        nomme = Q(nom_complet__contains=cherche(texte))
        if len(texte) >= LETTRES_POUR_UNE_FAUTE:
            nomme |= Q(nom_complet__trigram_word_similar=cherche(texte))
        vu = nomme | Q(client__in=list(clients))
        return self.annotate(nom_complet=NOM_COMPLET).filter(vu | (lisible & cache))

    def avec_silence(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Annotate `silence_depuis`, unknown for masked rows: a sort on it must not betray them (CLI-5)."""
        lisible = q_lisible(utilisateur, "prive_a")
        depuis = Case(When(lisible, then=F("dernier_joint_le")), default=None) if lisible else F("dernier_joint_le")
        return self.annotate(silence_depuis=depuis)

    def pour_liste(
        self, utilisateur: Utilisateur, colonnes: Collection[str], *, tri_silence: bool = False
    ) -> ContactQuerySet:
        """With what these columns of the list show and nothing else: no query per row, no phone parsed for nothing.

        `tri_silence`: they are to be sorted by silence, which must not betray the masked ones (CLI-5).
        """
        toujours = ("nom", "prenom", "client__entreprise__nom", "fonction__libelle", "nature", "ne_plus_contacter")
        prive = ("prive_a__prenom", "prive_a__nom", "prive_a__role", "prive_a__agence")
        lus = [champ for nom in colonnes for champ in COLONNES_DE_CONTACT.get(nom, ())]
        lies = {"client__entreprise", "fonction", "prive_a", *(lu.rpartition("__")[0] for lu in lus if "__" in lu)}
        contacts = self.avec_silence(utilisateur) if tri_silence else self
        contacts = contacts.select_related(None).select_related(*sorted(lies))
        contacts = contacts.only(*toujours, *prive, "dernier_joint_le", *lus)
        return contacts.prefetch_related("technologies") if "technologies" in colonnes else contacts

    def silencieux(self, utilisateur: Utilisateur, jours: int) -> ContactQuerySet:
        """Readable ones that nobody really spoke with for `jours` days; never reached counts as silent (CLI-6)."""
        limite = timezone.now() - timedelta(days=jours)
        silence = Q(dernier_joint_le__isnull=True) | Q(dernier_joint_le__lt=limite)
        return self.filter(q_lisible(utilisateur, "prive_a")).filter(silence)

    def donneurs_d_ordre(self) -> ContactQuerySet:
        """DOs only (BES-1: a permanent cannot order)."""
        return self.filter(nature=NatureContact.DO)

    def approchables(self) -> ContactQuerySet:
        """Neither archived nor to be left alone: the base of every list, queue and campaign that approaches people."""
        return self.en_cours().filter(ne_plus_contacter=False)

    def a_informer(self) -> ContactQuerySet:
        """Those who were not told yet that we hold their data (RGPD, art. 14).

        Whoever gave them in person knows; whoever asked to be left alone is not written to.
        """
        return self.approchables().filter(informe_le__isnull=True).exclude(source=SourceContact.DIRECT)
