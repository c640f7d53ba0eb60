"""Forms of editable roots: the version that was read travels with them, and so does the idempotency key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Model

from samba.donnees.models import ConflitVersionError, Racine


@dataclass(frozen=True)
class Divergence:
    """One field of a conflict: what I typed, and what is stored now (already worded for people)."""

    champ: str
    libelle: str
    saisi: str
    enregistre: str


def _texte(valeur: Any) -> str:
    if valeur is None or valeur == "":
        return "—"
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, Model):
        return str(valeur)
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():f}"  # 500 typed is 500.00 stored
    if hasattr(valeur, "__iter__") and not isinstance(valeur, str):
        return ", ".join(sorted(str(element) for element in valeur)) or "—"
    # Browsers send CRLF, the base keeps what forms stored: the end of a line is not a difference.
    return str(valeur).replace("\r\n", "\n")


def _en_mots(champ: forms.Field, valeur: Any) -> str:
    """What people read of a value: the labels of a closed list, else `_texte`."""
    if not isinstance(champ, forms.ChoiceField) or isinstance(champ, forms.ModelChoiceField):
        return _texte(valeur)
    libelles = {str(code): str(libelle) for code, libelle in _a_plat(champ.choices) if code != ""}
    if isinstance(valeur, list | tuple):
        return _texte([libelles.get(str(code), code) for code in valeur])
    return libelles.get(str(valeur), _texte(valeur))


def _a_plat(choix: Any) -> Iterator[tuple[Any, Any]]:
    for code, libelle in choix:
        if isinstance(libelle, list | tuple):
            yield from libelle
        else:
            yield code, libelle


class FormulaireRacine(forms.ModelForm):
    """Base of the forms of a `Racine`.

    - Edition carries `version`; `save()` raises `ConflitVersionError` when somebody saved in between.
    - Creation carries `cle_creation`; posting it twice returns the record made the first time.

    `fiche` names the page of a record, where somebody is sent who posts a creation form again with other words.
    """

    fiche = ""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    cle_creation = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].required = True
            self.initial["version"] = self.instance.version
            self._en_base = {nom: self._valeur_en_base(nom) for nom in self.fields}
        else:
            self.initial.setdefault("cle_creation", uuid4())

    def clean_version(self) -> int | None:
        """A form without its version is refused: it could overwrite unseen."""
        return self.cleaned_data.get("version")

    def _post_clean(self) -> None:
        """A second post of the same creation form is not a duplicate: it is the same record, so nothing is checked.

        Django checks uniqueness and constraints here, inside `full_clean`.
        """
        if self.deja_cree() is None:
            super()._post_clean()  # type: ignore[misc]

    def deja_cree(self) -> Racine | None:
        """The record that this very form already made, when it was posted twice."""
        cle: UUID | None = self.cleaned_data.get("cle_creation") if hasattr(self, "cleaned_data") else None
        if self.instance.pk or cle is None:
            return None
        return self._meta.model._base_manager.filter(cle_creation=cle).first()

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Write the record and its relations in one transaction.

        Raises:
            ConflitVersionError: the record changed after it was read.
        """
        if not commit:
            raise ValueError("FormulaireRacine écrit toujours : préparez l’instance avant.")
        if self.instance.pk:
            self.instance.prendre_version(self.cleaned_data["version"])
            return self._mettre_a_jour()
        deja = self.deja_cree()
        if deja is not None:
            return deja
        self.instance.cle_creation = self.cleaned_data.get("cle_creation")
        try:
            with transaction.atomic():
                return super().save()
        except IntegrityError:
            # Two posts in the same instant: the other one won.
            deja = self.deja_cree()
            if deja is None:
                raise
            return deja

    def _mettre_a_jour(self) -> Any:
        """Write the columns of a form: those that other acts derive meanwhile keep what these acts wrote."""
        racine = super().save(commit=False)
        derives = {*racine.derives, racine._meta.pk.name}
        champs = [champ.name for champ in racine._meta.concrete_fields if champ.name not in derives]
        racine.save(update_fields=champs)
        self._save_m2m()  # type: ignore[attr-defined]
        return racine

    def _valeur_en_base(self, nom: str) -> Any:
        if nom not in self._meta.fields:  # type: ignore[operator]
            return None
        champ = self._meta.model._meta.get_field(nom)
        if champ.many_to_many:
            return list(getattr(self.instance, nom).all())
        return getattr(self.instance, nom)

    def divergences(self) -> list[Divergence]:
        """Both versions, field by field, where they differ (shown by `composants/conflit.html`)."""
        actuel = type(self)(instance=self._meta.model._base_manager.get(pk=self.instance.pk))
        ecarts = []
        for nom in self._meta.fields or ():
            if nom not in self.fields:
                continue
            champ = self.fields[nom]
            saisi, enregistre = (
                _en_mots(champ, valeur) for valeur in (self.cleaned_data.get(nom), actuel._valeur_en_base(nom))
            )
            if saisi != enregistre:
                ecarts.append(Divergence(nom, str(self.fields[nom].label or nom), saisi, enregistre))
        return ecarts

    def ecarts_avec(self, deja: Racine) -> list[Divergence]:
        """What this creation form says otherwise than the record that it already made."""
        neuve, self.instance = self.instance, deja
        try:
            return self.divergences()
        finally:
            self.instance = neuve

    def reprendre(self) -> None:
        """After a conflict: keep what was typed, on top of the version that is stored now."""
        donnees: Any = self.data.copy()  # type: ignore[attr-defined]
        actuelle = self._meta.model._base_manager.values_list("version", flat=True).get(pk=self.instance.pk)
        donnees[self.add_prefix("version")] = str(actuelle)
        self.data = donnees


__all__ = ["ConflitVersionError", "Divergence", "FormulaireRacine"]
