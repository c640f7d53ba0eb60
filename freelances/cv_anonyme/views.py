"""Pages of the anonymised CV: look, mend, approve."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_POST

from freelances.cv_anonyme import decisions, services
from freelances.cv_anonyme.comparaison import comparer
from freelances.cv_anonyme.formulaires import DecisionForm, PrecisionsForm, PresentationForm, SecteursForm, SocieteForm
from freelances.cv_anonyme.pdf import APERCU, contexte
from freelances.models import DecisionAnonymat, Freelance
from referentiels.models import SecteurActivite
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.models import ConflitVersionError


def _suite(request: HttpRequest) -> str:
    """Where to go back after the approval: an address of this site, or ""."""
    suite = request.POST.get("suite") or request.GET.get("suite") or ""
    permise = url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure())
    return suite if permise else ""


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview of the CV as it would be today, what still identifies, and the latest approval."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    return _page(request, freelance)


def _page(
    request: HttpRequest,
    freelance: Freelance,
    refus: list[services.Obstacle] | None = None,
    secteurs: SecteursForm | None = None,
    decision: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    contenu = services.construire(freelance)
    restants = refus if refus is not None else services.obstacles(freelance, contenu)
    presentation = PresentationForm(request.GET)
    modele, langue = presentation.lire()
    cv = services.dernier(freelance)
    perime = cv is not None and services.est_perime(cv, freelance)
    variables = {
        **contexte(contenu, cv.reference if cv and not perime else "", modele, langue),
        "modele": modele,
        "langue": langue,
        "presentation": PresentationForm(initial={"modele": modele, "langue": langue}),
        "visavis": comparer(freelance, contenu),
        "decisions": freelance.decisions_anonymat.select_related("auteur"),
        "decision": decision or DecisionForm(initial={"version": freelance.version, "action": "retirer"}),
        "precisions": PrecisionsForm(freelance=freelance),
        "secteurs_connus": SecteurActivite.objects.all() if _a_nommer(restants) else (),
        "freelance": freelance,
        "obstacles": restants,
        "secteurs": secteurs or SecteursForm(freelance=freelance),
        "approuve": cv,
        "perime": perime,
        "identifie": cv is not None and not perime and bool(services.restes(cv, freelance)),
        "change": cv is not None and (cv.contenu, cv.modele, cv.langue) != (contenu, modele, langue),
        "suite": _suite(request),
    }
    return render(request, "freelances/cv_anonyme/page.html", variables, status=status)


def _a_nommer(obstacles: list[services.Obstacle]) -> bool:
    """Is there a word that may be a company?"""
    return any(obstacle.a_nommer for obstacle in obstacles)


def _revenir(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page, which still knows where to go back after the approval."""
    suite = _suite(request)
    retour = reverse("freelances:cv_anonyme", args=[pk])
    return HttpResponseRedirect(f"{retour}?{urlencode({'suite': suite})}" if suite else retour)


@require_GET
def apercu_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF as it would be today, marked as a preview; refused while something identifies."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    contenu = services.construire(freelance)
    if restants := services.obstacles(freelance, contenu):
        return _page(request, freelance, restants, status=409)
    octets = services.rendre_pdf(contenu, APERCU, *PresentationForm(request.GET).lire())
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse["Content-Disposition"] = 'attachment; filename="CV-apercu.pdf"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_POST
@exige("gerer_freelances")
def secteurs(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the employers do that nobody had put away: asked once, remembered for every CV."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    form = SecteursForm(request.POST, freelance=freelance)
    if not form.is_valid():
        return _page(request, freelance, secteurs=form, status=422)
    if appris := form.enregistrer():
        messages.success(request, f"C’est retenu pour tous les CV : {', '.join(e.nom for e in appris)}.")
    return _revenir(request, pk)


@require_POST
@exige("gerer_freelances")
def approuver(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the CV; a refusal shows the page again with its reasons (409)."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    suite = _suite(request)
    lue = request.POST.get("version")
    if lue is not None and lue != str(freelance.version):
        messages.error(request, "Le profil a changé depuis cet aperçu : relisez-le avant d’approuver.")
        return _revenir(request, pk)
    try:
        cv = services.approuver(freelance, utilisateur, *PresentationForm(request.POST).lire())
    except services.CVIdentifiantError as refus:
        return _page(request, freelance, refus.obstacles, status=409)
    messages.success(request, f"CV anonymisé {cv.reference} approuvé.")
    # Not `redirect(suite)`: it would take « abc » for the name of a page.
    return HttpResponseRedirect(suite) if suite else redirect("freelances:cv_anonyme", pk=pk)


PERIME = "Le profil a changé depuis cette page : relisez-la avant de décider."


@require_POST
@exige("gerer_freelances")
def decider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take words out of the CV, or leave some in it: logged, with its reason (FRE-4)."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        lu = form.cleaned_data
        try:
            decision = decisions.decider(
                freelance=freelance,
                par=utilisateur,
                action=lu["action"],
                texte=lu["mots"],
                motif=lu["motif"],
                remplacement=lu["remplacement"],
                version=lu["version"],
            )
        except ConflitVersionError:
            messages.error(request, PERIME)
            return _revenir(request, pk)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"C’est noté : {decision}.")
            return _revenir(request, pk)
    return _page(request, freelance, decision=form, status=422)


@require_POST
@exige("gerer_freelances")
def annuler(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Take a decision back; the history keeps it."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    prise = get_object_or_404(DecisionAnonymat, pk=decision, freelance=freelance)
    try:
        decisions.annuler(decision=prise, version=freelance.version)
    except ConflitVersionError:
        messages.error(request, PERIME)
    else:
        messages.success(request, f"Décision annulée : {prise}.")
    return _revenir(request, pk)


@require_POST
@exige("gerer_freelances")
def societe(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer once that these words are a company, and what it does."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    form = SocieteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez le secteur de cette entreprise.")
        return _page(request, freelance, status=422)
    lu = form.cleaned_data
    try:
        entreprise = decisions.nommer_societe(
            freelance=freelance, nom=lu["mots"], secteur=lu["secteur"], version=lu["version"]
        )
    except ConflitVersionError:
        messages.error(request, PERIME)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"C’est retenu pour tous les CV : {entreprise.nom} ({entreprise.secteur}).")
    return _revenir(request, pk)


@require_POST
@exige("gerer_freelances")
def precisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what tells apart two employers of one secteur."""
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    form = PrecisionsForm(request.POST, freelance=freelance)
    if not form.is_valid():
        messages.error(request, "Choisissez une précision de la liste.")
        return _page(request, freelance, status=422)
    try:
        decisions.preciser(freelance=freelance, precisions=form.precisions, version=form.cleaned_data["version"])
    except ConflitVersionError:
        messages.error(request, PERIME)
    else:
        messages.success(request, "Les précisions sont retenues pour tous les CV.")
    return _revenir(request, pk)
