"""The page of a CV read: accept or put aside what it proposes, make a freelance of a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from freelances.lecture_cv import services
from freelances.lecture_cv.enums import EtatProposition, Rubrique
from freelances.lecture_cv.formulaires import FreelanceDuCVForm
from freelances.lecture_cv.presentation import contexte_page, contexte_propositions
from freelances.models import CV, Freelance, PropositionCV
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.models import ConflitVersionError

PAGE, PARTIE = "freelances/lecture_cv/page.html", "freelances/lecture_cv/_propositions.html"
CONFLIT = (
    "Le profil vient d’être modifié par quelqu’un d’autre\u00a0: rien n’est écrit. Relisez ce qu’il dit maintenant."
)
PRECISIONS = ("niveau", "niveau_langue", "entreprise", "role", "secteur")


def _cv(request: HttpRequest, pk: int) -> CV:
    return get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)


@require_safe
@exige("gerer_freelances")
def lecture(request: HttpRequest, pk: int) -> HttpResponse:
    """The text on the left, what it proposes on the right."""
    return _page(request, _cv(request, pk))


def _page(request: HttpRequest, cv: CV, form: FreelanceDuCVForm | None = None) -> HttpResponse:
    contexte = contexte_page(cv)
    if cv.freelance is None:
        contexte |= {"form": form or FreelanceDuCVForm(cv=cv), "probables": services.personnes_probables(cv)}
    return render(request, PAGE, contexte, status=422 if form else 200)


@require_POST
@exige("gerer_freelances")
def decider(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, put aside or take back: one proposal, a section, or all that may go together."""
    cv, par = _cv(request, pk), utilisateur_de(request)
    voulues = list(_voulues(request, cv))
    acte = request.POST.get("acte")
    dits: dict[str, Any] = {}
    statut = 200
    if acte == "accepter" and voulues:
        dits, statut = _accepter(request, cv, voulues)
    elif acte in {"ecarter", "reprendre"}:
        etat = EtatProposition.ECARTEE if acte == "ecarter" else EtatProposition.PROPOSEE
        services.decider([p for p in voulues if p.etat != EtatProposition.ACCEPTEE or not cv.freelance], etat, par=par)
    if not request.htmx:  # type: ignore[attr-defined]
        for refus in dits.get("refus", []):
            messages.warning(request, refus)
        return redirect("freelances:cv_lecture", pk=pk)
    return render(request, PARTIE, contexte_propositions(_cv(request, pk)) | dits, status=statut)


def _voulues(request: HttpRequest, cv: CV) -> QuerySet[PropositionCV] | list[PropositionCV]:
    """One by its key; else those, of a section or of all, that may be accepted together."""
    cle = request.POST.get("proposition", "")
    if cle.isascii() and cle.isdigit() and len(cle) < 19:
        return cv.propositions.filter(pk=int(cle))
    rubrique = request.POST.get("rubrique", "")
    if rubrique and rubrique not in Rubrique.values:
        return []
    sections = contexte_propositions(cv)["sections"]
    gardees = [section for section in sections if not rubrique or section.code == rubrique]
    return [ligne.proposition for section in gardees for ligne in section.lignes if ligne.en_lot]


def _accepter(request: HttpRequest, cv: CV, voulues: list[PropositionCV]) -> tuple[dict[str, Any], int]:
    version = request.POST.get("version", "")
    precisions = {cle: request.POST.get(cle, "").replace("\0", "").strip() for cle in PRECISIONS}
    try:
        bilan = services.accepter(
            cv,
            voulues,
            par=utilisateur_de(request),
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
            precisions=precisions if len(voulues) == 1 else None,
        )
    except ConflitVersionError:
        return {"refus": [CONFLIT]}, 409
    fait = f"{bilan.ecrites} propositions acceptées." if bilan.ecrites > 1 else ""
    return {"refus": bilan.refus, "fait": fait}, 422 if bilan.refus and not bilan.ecrites else 200


# --- Drafts ----------------------------------------------------------------------------------------------------------
@require_POST
@exige("gerer_freelances")
def creer(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a freelance of a draft, filled with the proposals accepted. A second click opens the one just made."""
    cv = _cv(request, pk)
    if cv.freelance is not None:
        return redirect("freelances:fiche", pk=cv.freelance_id)
    form = FreelanceDuCVForm(request.POST, cv=cv)
    if not form.is_valid():
        return _page(request, cv, form)
    freelance = form.save(commit=False)
    if (bilan := services.creer_freelance(cv, freelance, par=utilisateur_de(request))) is None:
        return redirect("freelances:cv_lecture", pk=pk)
    messages.success(request, f"{freelance} est créé.")
    for refus in bilan.refus:
        messages.warning(request, refus)
    reste = cv.propositions.a_decider().exclude(rubrique=Rubrique.IDENTITE).exists()
    return redirect("freelances:cv_lecture", pk=pk) if reste else redirect("freelances:fiche", pk=freelance.pk)


@require_POST
@exige("gerer_freelances")
def rattacher(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft to a freelance who is known already."""
    utilisateur = utilisateur_de(request)
    cv = _cv(request, pk)
    cle = request.POST.get("freelance", "")
    cle = cle if cle.isascii() and cle.isdigit() and len(cle) < 19 else "0"
    freelance = Freelance.objects.visibles_pour(utilisateur).filter(pk=int(cle)).first()
    if freelance is None or cv.freelance is not None:
        messages.warning(request, "Ce CV n’a pas été rattaché\u00a0: choisissez à nouveau la personne.")
        return redirect("freelances:cv_lecture", pk=pk)
    services.rattacher(cv, freelance)
    messages.success(request, f"Le CV est rattaché à {freelance}\u00a0: voici ce qu’il dit de plus que son profil.")
    return redirect("freelances:cv_lecture", pk=pk)


@require_POST
@exige("gerer_freelances")
def ecarter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft aside: no freelance comes of it."""
    if services.ecarter(_cv(request, pk)):
        messages.success(request, "Le CV est écarté\u00a0: aucun freelance n’en est fait.")
    return redirect("freelances:cvs_recus")
