"""Signed links: one purpose, expiring, revocable; GET shows, POST acts; logged (conception §8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Navigateur
from django.urls import reverse
from django.utils import timezone

from samba.documents.liens import services
from samba.documents.liens.registre import enregistrer_usage, oublier_usage
from samba.documents.models import LienSigne
from tests.usines import UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actes():
    """What the purpose « essai » did."""
    faits: list[str] = []

    def agir(requete, lien):
        if requete.POST.get("faux"):
            return HttpResponse("à revoir", status=422)
        services.prendre(lien)
        faits.append("agi")
        return HttpResponse("merci")

    enregistrer_usage("essai", "Un essai", afficher=lambda requete, lien: HttpResponse("page"), agir=agir)
    yield faits
    oublier_usage("essai")


@pytest.fixture
def lien(actes) -> LienSigne:
    return services.creer(usage="essai", jours=14, par=UtilisateurFactory())


def _adresse(lien: LienSigne) -> str:
    return reverse("liens:lien", args=[services.jeton_de(lien)])


def _gestes(lien: LienSigne) -> list[str]:
    return list(lien.passages.order_by("pk").values_list("geste", flat=True))


def test_un_get_montre_sans_agir_et_un_post_agit_sans_compte(lien, actes):
    inconnu = Navigateur(enforce_csrf_checks=False)
    for _ in range(2):
        assert inconnu.get(_adresse(lien)).content == b"page"
    assert actes == []
    assert inconnu.post(_adresse(lien)).content == b"merci"
    assert actes == ["agi"]
    assert _gestes(lien) == ["ouvert", "ouvert", "utilise"]


def test_un_lien_ne_sert_qu_une_fois(lien, actes):
    Navigateur().post(_adresse(lien))
    for reponse in (Navigateur().post(_adresse(lien)), Navigateur().get(_adresse(lien))):
        assert reponse.status_code == 410
        assert "a déjà servi" in reponse.content.decode()
    assert actes == ["agi"]
    assert _gestes(lien)[1:] == ["refuse", "refuse"]


def test_deux_clics_au_meme_instant_n_en_font_qu_un(lien):
    """The conditional UPDATE decides, not what was read before."""
    jumeau = LienSigne.objects.get(pk=lien.pk)
    services.prendre(lien)
    with pytest.raises(services.LienFermeError):
        services.prendre(jumeau)


def test_une_reponse_fausse_laisse_le_lien_ouvert(lien, actes):
    assert Navigateur().post(_adresse(lien), {"faux": "1"}).status_code == 422
    assert Navigateur().post(_adresse(lien)).status_code == 200


def test_un_lien_expire_le_dit(lien, actes):
    LienSigne.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    reponse = Navigateur().post(_adresse(lien))
    assert reponse.status_code == 410
    assert "a expiré" in reponse.content.decode()
    assert actes == []


def test_un_lien_revoque_le_dit(lien, actes):
    par = UtilisateurFactory()
    assert services.revoquer(lien, par=par)
    assert not services.revoquer(lien, par=par)
    reponse = Navigateur().get(_adresse(lien))
    assert reponse.status_code == 410
    assert "n’est plus valable" in reponse.content.decode()
    assert LienSigne.objects.get().revoque_par == par


def test_un_lien_utilise_ne_se_revoque_plus(lien):
    services.prendre(lien)
    assert not services.revoquer(lien, par=UtilisateurFactory())


@pytest.mark.parametrize(
    "change",
    [lambda j: j[:-1] + ("A" if j[-1] != "A" else "B"), lambda j: j.split(".")[0], lambda _j: "n-importe-quoi"],
)
def test_une_adresse_que_nous_n_avons_pas_signee_est_introuvable(lien, change):
    assert Navigateur().get(reverse("liens:lien", args=[change(services.jeton_de(lien))])).status_code == 404


def test_la_base_seule_n_ouvre_rien(lien, settings):
    """A copy of the base without our key makes no valid address."""
    jeton = services.jeton_de(lien)
    settings.SECRET_KEY = "une autre clé, longue et sans rapport avec la première"
    assert services.jeton_de(lien) != jeton
    assert Navigateur().get(reverse("liens:lien", args=[jeton])).status_code == 404


def test_la_page_n_est_ni_gardee_ni_indexee(lien):
    reponse = Navigateur().get(_adresse(lien))
    assert "no-store" in reponse["Cache-Control"]
    assert "noindex" in reponse["X-Robots-Tag"]


def test_le_journal_s_arrete_avant_de_remplir_la_base(lien, monkeypatch):
    monkeypatch.setattr(services, "PASSAGES_MAX", 3)
    for _ in range(5):
        Navigateur().get(_adresse(lien))
    assert lien.passages.count() == 3


def test_un_usage_que_plus_personne_ne_declare_est_introuvable(lien):
    oublier_usage("essai")
    assert Navigateur().get(_adresse(lien)).status_code == 404
