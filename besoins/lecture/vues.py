"""`/besoins/nouveau/texte/`: paste or drop a description, get the form with what was read in it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from besoins.fiche.formulaires import BesoinForm
from besoins.fiche.vues import suivi
from besoins.lecture.services import Description, lire
from besoins.lecture.textes import TEXTE_MAX
from besoins.models import Besoin
from samba.acces.vues import exige, utilisateur_de
from samba.documents import bac
from samba.documents.services import examiner
from samba.listes.formats import FINE, INSECABLE


class TexteForm(forms.Form):
    """A text, or the file that holds it."""

    texte = forms.CharField(
        label="Texte du donneur d’ordre",
        required=False,
        max_length=TEXTE_MAX,
        widget=forms.Textarea({"rows": 14, "autofocus": ""}),
        help_text="Collez l’e-mail ou l’appel d’offres tel quel, signature comprise : l’adresse dit qui demande.",
    )
    fichier = forms.FileField(
        label="Ou un fichier", required=False, help_text="PDF, DOCX, ODT ou TXT. Il est lu, pas conservé."
    )

    def clean_fichier(self) -> UploadedFile | None:
        """Examined by its content, read apart from us (`samba.documents.bac`)."""
        fichier: UploadedFile | None = self.cleaned_data["fichier"]
        if not fichier:
            return None
        lu = bac.ouvrir(examiner(fichier).octets, texte=True)
        if lu.refus:
            raise ValidationError(lu.message)
        if not lu.texte.strip():
            raise ValidationError("Ce fichier ne contient pas de texte : c’est sans doute une image. Collez le texte.")
        self.cleaned_data["lu"] = lu.texte[:TEXTE_MAX]
        return fichier

    def clean(self) -> dict[str, object]:
        donnees = super().clean() or self.cleaned_data
        donnees["lu"] = "\n\n".join(filter(None, [donnees.get("texte", "").strip(), donnees.get("lu", "")]))
        if not donnees["lu"] and not self.errors:
            self.add_error("texte", "Collez un texte, ou choisissez un fichier.")
        return donnees


@exige("gerer_besoins")
def depuis_un_texte(request: HttpRequest) -> HttpResponse:
    """Ask for the text; then show the form of a besoin with what was read, each value with its words."""
    form = TexteForm(request.POST, request.FILES) if request.method == "POST" else TexteForm()
    if request.method == "POST" and form.is_valid():
        return _proposer(request, form.cleaned_data["lu"])
    contexte = {"form": form, "annuler_url": reverse("besoins:liste")}
    return render(request, "besoins/lecture/texte.html", contexte, status=422 if form.errors else 200)


def _proposer(request: HttpRequest, texte: str) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    lu = lire(texte, utilisateur)
    form = BesoinForm(
        instance=Besoin(),
        utilisateur=utilisateur,
        initial={**lu.initial, "texte_origine": texte[:TEXTE_MAX]},
        lignes=lu.lignes,
    )
    _montrer_les_mots(form, lu)
    contexte = {
        "form": form,
        "lecture": lu,
        "action": reverse("besoins:creer"),
        "annuler_url": reverse("besoins:depuis_un_texte"),
        "bouton": "Ouvrir le besoin",
    }
    return render(request, "besoins/fiche/formulaire.html", contexte | suivi(form))


def _montrer_les_mots(form: BesoinForm, lu: Description) -> None:
    """Beside each field, the words that its value was read from; and beside each skill."""
    for nom, mots in lu.mots.items():
        form.fields[nom].help_text = f"Lu{FINE}: «{INSECABLE}{mots[:90]}{INSECABLE}»"
    for ligne, (_, _, mots) in zip(form.competences.formset.forms, lu.competences, strict=False):
        ligne.fields["competence"].help_text = f"Lu{FINE}: «{INSECABLE}{mots}{INSECABLE}»"
