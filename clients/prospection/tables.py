"""The table of activité générale and privée: whom to call, since when nobody did, what was last said."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clients.enums import Verdict
from clients.models import Contact
from clients.prospection.selection import derniers_commentaires
from samba.activite.models import Echange
from samba.listes.adresses import adresse_de, lien
from samba.listes.formats import ABSENT, date_fr, jour_de, jours_depuis, sans_numero, telephone
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge, courriel, tel

COMMENTAIRE_MAX = 160


class ActiviteTable(Tableau):
    """One line a person to call. Rows are walked with J and K, Enter opens the cockpit (`static/js/activite.js`).

    The order is the rule's (CLI-6): nothing is sorted by hand.
    """

    liste = "activite_generale"
    legende = "Personnes à appeler"
    nom_ligne = "personne à appeler"
    nom_lignes = "personnes à appeler"
    vide_titre = "Personne à rappeler"
    vide_texte = "Tout le monde a été joint récemment. Baissez la durée du silence, ou élargissez les filtres."
    vide_icone = "check-circle"

    nom = tables.Column(verbose_name="Contact", orderable=False)
    fonction = tables.Column(verbose_name="Fonction", orderable=False)
    client = tables.Column(accessor="client__entreprise__nom", verbose_name="Client", orderable=False)
    secteur = tables.Column(accessor="client__entreprise__secteur", verbose_name="Secteur", orderable=False)
    suivi_par = tables.Column(accessor="client__suivi_par", verbose_name="Suivi par", orderable=False)
    telephone = tables.Column(verbose_name="Téléphone", orderable=False, empty_values=())
    email = tables.Column(verbose_name="E-mail", orderable=False)
    silence = tables.Column(
        accessor="dernier_joint_le", verbose_name="Dernier contact", orderable=False, empty_values=()
    )
    essai = tables.Column(accessor="dernier_essai_le", verbose_name="Dernier essai", orderable=False, empty_values=())
    commentaire = tables.Column(verbose_name="Dernier commentaire", orderable=False, empty_values=())
    appeler = tables.Column(
        verbose_name="", orderable=False, empty_values=(), attrs={"td": {"class": "s-etroit s-droite"}}
    )

    class Meta:
        model = Contact
        fields = (
            "nom",
            "fonction",
            "client",
            "secteur",
            "suivi_par",
            "telephone",
            "email",
            "silence",
            "essai",
            "commentaire",
            "appeler",
        )
        row_attrs = {
            "data-ligne": lambda record: record.pk,
            "data-url": lambda record: adresse_de("clients:appel", record.pk),
            "tabindex": "-1",
        }

    secondaires = frozenset({"fonction", "secteur", "suivi_par", "email"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commentaires: dict[int, Echange] | None = None
        self._aujourdhui = timezone.localdate()

    @classmethod
    def noms_colonnes(cls) -> tuple[str, ...]:
        """The button is no column that one chooses or takes out: it always stands."""
        return tuple(nom for nom in super().noms_colonnes() if nom != "appeler")

    def _commentaire_de(self, contact: Contact) -> Echange | None:
        """What was last said to the people of this page, read at its first row."""
        if self._commentaires is None:
            self._commentaires = derniers_commentaires(ligne.record.pk for ligne in self.paginated_rows)
        return self._commentaires.get(contact.pk)

    def render_nom(self, record: Contact) -> SafeString:
        """The name, which opens the file, over the fonction unless that has its own column."""
        nom = lien("clients:contact", record.pk, record, "s-principal")
        if record.fonction is None or "fonction" in self.montrees:
            return nom
        return format_html('{}<span class="s-ligne-2">{}</span>', nom, record.fonction)

    def value_nom(self, record: Contact) -> str:
        """First name and name."""
        return str(record)

    def render_client(self, record: Contact, value: str) -> SafeString:
        """The company; « Ne pas prospecter » under it when such companies are in the list."""
        avis = record.client.avis_bref
        if avis.verdict != Verdict.NE_PAS_PROSPECTER:
            return lien("clients:fiche", record.client_id, value)
        marque = badge(avis.verdict.label, "rouge", "no-symbol", avis.raison)
        return format_html("{}<br>{}", lien("clients:fiche", record.client_id, value), marque)

    def render_telephone(self, record: Contact) -> SafeString | str:
        """The number to call: the mobile first."""
        return tel(_numero(record)) or ABSENT

    def value_telephone(self, record: Contact) -> str:
        """« 01 23 45 67 89 »."""
        return telephone(_numero(record))

    def render_email(self, value: str) -> SafeString:
        """Click to write."""
        return courriel(value)

    def render_silence(self, record: Contact) -> SafeString | str:
        """Since when nobody really spoke with them (CLI-6)."""
        if record.dernier_joint_le is None:
            return badge("Jamais joint", "orange")
        return self._jour(record.dernier_joint_le)

    def render_essai(self, record: Contact) -> SafeString | str:
        """The last attempt, apart from the silence: it does not break it."""
        if record.dernier_essai_le is None or record.dernier_essai_le == record.dernier_joint_le:
            return ABSENT
        return self._jour(record.dernier_essai_le)

    def _jour(self, moment: Any) -> SafeString:
        jour = jour_de(moment)
        return format_html('<span title="{}">{}</span>', date_fr(jour), jours_depuis(jour, self._aujourdhui))

    def value_commentaire(self, record: Any) -> str:
        """The last words noted, read with the rows of the file (`avec_dernier_commentaire`)."""
        return record.dernier_dit or ""

    def render_commentaire(self, record: Contact) -> SafeString | str:
        """The last words noted, who wrote them and when."""
        dit = self._commentaire_de(record)
        if dit is None:
            return ABSENT
        texte = " ".join(dit.commentaire.split())
        court = texte if len(texte) <= COMMENTAIRE_MAX else f"{texte[:COMMENTAIRE_MAX].rstrip()}…"
        return format_html(
            '<span class="s-activite-dit" title="{}">{}</span><span class="s-ligne-2">{}, {}</span>',
            texte[:600],
            court,
            dit.auteur or "SAMBA",
            date_fr(dit.le, "courte"),
        )

    def render_appeler(self, record: Contact) -> SafeString:
        """The cockpit."""
        adresse = adresse_de("clients:appel", record.pk)
        gabarit = '<a class="btn btn-sm btn-primary" href="{}" data-appeler aria-label="Appeler {}">Appeler</a>'
        return format_html(gabarit, adresse, record)


def _numero(contact: Contact) -> Any:
    """The mobile first."""
    return contact.telephone if sans_numero(contact.mobile) else contact.mobile


class ActivitePriveeTable(ActiviteTable):
    """The same over my privés, with columns and kept searches of its own."""

    liste = "activite_privee"
    legende = "Mes privés"
    nom_ligne = "privé"
    nom_lignes = "privés"
    vide_titre = "Aucun privé"
    vide_texte = "Aucun de vos privés ne correspond. Un contact devient le vôtre depuis sa fiche."
    vide_icone = "lock-closed"

    class Meta(ActiviteTable.Meta):
        pass
