"""The search row follows every write (conception §8)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from freelances.models import CV, Freelance, ProfilRecherche
from freelances.recherche import Criteres, chercher
from freelances.recherche.index import differences, rafraichir, recherche_differee
from samba.documents.models import Document
from tests.usines import (
    CompetenceFactory,
    DepartementFactory,
    EntrepriseFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
)

pytestmark = pytest.mark.django_db


def _cv(f: Freelance, texte: str = "texte du curriculum") -> CV:
    document = Document.objects.create(fichier=f"cv-{f.pk}-{texte}", nom="cv.txt", type_mime="text/plain", taille=1)
    return CV.objects.create(freelance=f, document=document, texte=texte)


ECRITURES: dict[str, Callable[[Freelance], object]] = {
    "freelance": lambda f: Freelance.objects.filter(pk=f.pk).update(tjm=Decimal(321), titre="Autre titre"),
    "archivage": lambda f: Freelance.objects.filter(pk=f.pk).update(archive_le=timezone.now()),
    "compétence": lambda f: FreelanceCompetenceFactory(freelance=f),
    "compétence, niveau": lambda f: f.competences.update(niveau=3),
    "compétence, retrait": lambda f: f.competences.all().delete(),
    "métier": lambda f: f.metiers.create(metier=MetierFactory()),
    "métier, retrait": lambda f: f.metiers.all().delete(),
    "langue": lambda f: f.langues.create(langue="it", niveau="B1"),
    "langue, retrait": lambda f: f.langues.all().delete(),
    "expérience": lambda f: ExperienceFactory(freelance=f, role="Alchimiste"),
    "expérience, texte": lambda f: f.experiences.update(description="autre chose"),
    "expérience, retrait": lambda f: f.experiences.all().delete(),
    "expérience, technologies": lambda f: f.experiences.first().competences.add(CompetenceFactory()),
    "formation": lambda f: f.formations.create(intitule="Doctorat de volcanologie"),
    "formation, retrait": lambda f: f.formations.all().delete(),
    "mobilités": lambda f: f.mobilites.add(DepartementFactory(code="33", nom="Gironde")),
    "mobilités, retrait": lambda f: f.mobilites.clear(),
    "CV": lambda f: _cv(f, "nouveau"),
    "CV remplacé": lambda f: (f.cvs.update(courant=False), _cv(f, "plus récent")),
    "CV, retrait": lambda f: f.cvs.all().delete(),
    "compétence renommée": lambda f: f.competences.first().competence.__class__.objects.update(nom="Nouveau nom"),
    "métier renommé": lambda f: f.metiers.first().metier.__class__.objects.update(nom="Nouveau métier"),
    "appellation": lambda f: f.metiers.first().metier.appellations.create(libelle="Druide"),
    "appellation, retrait": lambda f: f.metiers.first().metier.appellations.all().delete(),
    "employeur renommé": lambda f: f.experiences.first().entreprise.__class__.objects.update(nom="Nouvelle raison"),
}


@pytest.fixture
def freelance() -> Freelance:
    f = FreelanceFactory()
    FreelanceCompetenceFactory(freelance=f, niveau=1)
    metier = MetierFactory()
    metier.appellations.create(libelle="Barde")
    f.metiers.create(metier=metier)
    f.langues.create(langue="en", niveau="C1")
    f.formations.create(intitule="Licence")
    f.mobilites.add(DepartementFactory(code="69", nom="Rhône"))
    ExperienceFactory(freelance=f, entreprise=EntrepriseFactory())
    if "remplacé" not in f.titre:
        _cv(f)
    return f


@pytest.mark.parametrize("ecriture", ECRITURES)
def test_la_ligne_suit_chaque_ecriture(freelance, ecriture):
    if ecriture == "CV":
        freelance.cvs.all().delete()
    avant = ProfilRecherche.objects.filter(pk=freelance.pk).values().get()
    ECRITURES[ecriture](freelance)
    assert list(differences()) == []
    assert ProfilRecherche.objects.filter(pk=freelance.pk).values().get() != avant


def test_un_freelance_efface_emporte_sa_ligne(freelance):
    Freelance.objects.filter(pk=FreelanceFactory().pk).delete()
    assert list(differences()) == []
    assert ProfilRecherche.objects.count() == 1


def test_ce_que_la_recherche_ne_lit_pas_ne_reecrit_pas_la_ligne(freelance):
    with connection.cursor() as curseur:
        curseur.execute("SELECT ctid FROM freelances_profilrecherche")
        avant = curseur.fetchall()
        Freelance.objects.filter(pk=freelance.pk).update(notes="rien à voir", version=12)
        freelance.langues.update(niveau="A1")
        curseur.execute("SELECT ctid FROM freelances_profilrecherche")
        assert curseur.fetchall() == avant


def test_une_creation_en_bloc_remplit_toutes_les_lignes():
    modeles = [FreelanceFactory.build(departement=None) for _ in range(50)]
    crees = Freelance.objects.bulk_create(modeles)
    assert ProfilRecherche.objects.count() == len(crees) == 50
    assert list(differences()) == []


def test_un_import_differe_la_recherche_puis_la_rafraichit_par_lot():
    with recherche_differee():
        freelance = FreelanceFactory(titre="Différé")
        assert not ProfilRecherche.objects.exists()
        assert list(differences()) == [freelance.pk]
        rafraichir([freelance.pk])
    assert chercher(Criteres(texte="différé")) == [freelance.pk]
    autre = FreelanceFactory()
    assert ProfilRecherche.objects.filter(pk=autre.pk).exists()


def test_verifier_recherche_trouve_une_ligne_falsifiee_et_la_repare(freelance, capsys):
    call_command("verifier_recherche")
    assert "0 ligne de recherche différente" in capsys.readouterr().out
    ProfilRecherche.objects.filter(pk=freelance.pk).update(tjm=Decimal(1))
    with pytest.raises(CommandError, match="1 lignes"):
        call_command("verifier_recherche")
    call_command("verifier_recherche", "--reparer")
    call_command("verifier_recherche")


def test_verifier_recherche_voit_une_ligne_manquante(freelance):
    ProfilRecherche.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("verifier_recherche")


def test_un_texte_enorme_n_empeche_pas_d_enregistrer_le_profil():
    mots = " ".join(f"mot{n}" for n in range(60_000))
    freelance = FreelanceFactory(resume=mots)
    ExperienceFactory(freelance=freelance, description=mots)
    assert chercher(Criteres(texte="mot12")) == [freelance.pk]


def _mots_differents(alphabet: str, longueur: int, octets: int, lien: str) -> str:
    """That many bytes of words that share nothing, two by two around `lien`."""
    base, mots, taille, rang = len(alphabet), [], 0, 1
    while taille < octets:
        mot = "".join(alphabet[rang // base**i % base] for i in range(longueur))
        mots.append(mot)
        taille += len(mot.encode()) + 1
        rang += 37
    return " ".join(lien.join(mots[i : i + 2]) for i in range(0, len(mots), 2))


CYRILLIQUE, HEXA, TAMOUL = "абвгдежзийклмнопрстуфхцчшщъыьэюя", "0123456789abcdef", "அஆஇஈஉஊஎஏஐஒஓகஙசஜஞடணதநபமயர"


@pytest.mark.parametrize(
    ("alphabet", "longueur", "lien"),
    [(CYRILLIQUE, 7, " "), (CYRILLIQUE, 4, "-"), (HEXA, 5, " "), (HEXA, 4, "-"), (TAMOUL, 8, " ")],
)
def test_aucun_alphabet_n_empeche_d_enregistrer_le_profil(alphabet, longueur, lien):
    """§8: a tsvector stops at 1 MB; long texts everywhere, the row is written, found and what it must be."""
    mots = _mots_differents(alphabet, longueur, 400_000, lien)
    debut = "".join(alphabet[1 // len(alphabet) ** i % len(alphabet)] for i in range(longueur))
    freelance = FreelanceFactory(resume=mots, prenom="Rose", nom="Quirinal", titre="Développeuse Cobol")
    for rang in range(3):
        ExperienceFactory(freelance=freelance, role="Alchimiste", description=mots[rang * 90_000 :])
    _cv(freelance)
    freelance.cvs.update(texte=f"volcanologue {mots[:90_000]}")
    Freelance.objects.filter(pk=freelance.pk).update(ville="Valparaiso")
    freelance.formations.create(intitule="Doctorat")
    for texte in ("quirinal", "cobol", "alchimiste", "volcanologue", debut):
        assert chercher(Criteres(texte=texte)) == [freelance.pk], texte
    assert list(differences()) == []


def test_un_texte_se_coupe_en_octets_et_jamais_au_dela():
    """Whatever its letters weigh, wherever the heavy ones stand."""
    with connection.cursor() as curseur:
        for texte in ("a" * 500, "я" * 500, "௵" * 500, "🙂" * 500, "a" * 95 + "🙂" * 100, "🙂" * 10 + "a" * 300):
            curseur.execute("SELECT octet_length(recherche_couper(%s, 100))", [texte])
            assert 25 <= curseur.fetchone()[0] <= 100
