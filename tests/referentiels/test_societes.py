"""Companies: one identity whatever the spelling."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from referentiels.models import Entreprise, SecteurActivite
from referentiels.models.societes import EntrepriseQuerySet
from referentiels.normalisation import normaliser, normaliser_commune, normaliser_societe

SIREN_VALABLE, SIREN_FAUX = "732829320", "732829321"


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("BNP Paribas S.A.", "BNP PARIBAS"),
        ("Groupe BNP-Paribas", "BNP PARIBAS"),
        ("  société   générale  ", "SOCIETE GENERALE"),
        ("S.N.C.F.", "SNCF"),
        ("L’Oréal", "L OREAL"),
        ("L'OREAL SA", "L OREAL"),
        ("Rothschild & Co", "ROTHSCHILD ET"),
        ("Sopra Steria Group SE", "SOPRA STERIA"),
        ("SAS Dupont", "DUPONT"),
        ("AG Insurance", "AG INSURANCE"),
        ("Cœur Défense", "COEUR DEFENSE"),
        ("Groupe SA", "GROUPE SA"),
        ("…", ""),
    ],
)
def test_deux_ecritures_d_une_societe_se_rejoignent(ecrit, attendu):
    assert normaliser_societe(ecrit) == attendu


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [("St-Étienne", "SAINT ETIENNE"), ("STE MARIE", "SAINTE MARIE"), ("Paris La Défense Cedex 5", "PARIS LA DEFENSE")],
)
def test_une_commune_se_lit_sans_tiret_ni_cedex(ecrit, attendu):
    assert normaliser_commune(ecrit) == attendu


@pytest.mark.django_db
class TestEntreprise:
    @pytest.fixture
    def banque(self):
        return SecteurActivite.objects.create(code="secteur-d-essai", nom="Secteur d’essai")

    def test_un_nom_deja_connu_ne_cree_rien(self, banque):
        premiere = Entreprise.objects.retrouver_ou_creer("Zorglub Finance SA", secteur=banque)
        assert Entreprise.objects.retrouver_ou_creer("groupe zorglub-finance") == premiere
        assert Entreprise.objects.filter(nom_normalise="ZORGLUB FINANCE").count() == 1
        assert (premiere.secteur, premiere.verifiee) == (banque, False)

    def test_le_secteur_manquant_est_rempli_mais_jamais_remplace(self, banque):
        Entreprise.objects.retrouver_ou_creer("Zorglub")
        assert Entreprise.objects.retrouver_ou_creer("ZORGLUB", secteur=banque).secteur == banque
        autre = SecteurActivite.objects.create(code="autre-essai", nom="Autre")
        assert Entreprise.objects.retrouver_ou_creer("Zorglub", secteur=autre).secteur == banque

    def test_un_alias_retrouve_l_entreprise_et_le_nom_passe_devant(self):
        grande = Entreprise.objects.create(nom="Zorglub International", aliases=["ZI", "Zorglub (ex-Bulgroz)"])
        assert Entreprise.objects.retrouver("Z.I.") == grande
        petite = Entreprise.objects.create(nom="ZI")
        assert Entreprise.objects.retrouver("zi") == petite

    def test_un_alias_ajoute_plus_tard_se_retrouve_aussi(self):
        zorglub = Entreprise.objects.create(nom="Zorglub")
        zorglub.aliases = ["Bulgroz"]
        zorglub.save()
        assert Entreprise.objects.retrouver("BULGROZ SARL") == zorglub

    @pytest.mark.parametrize("vide", ["", "   ", "…"])
    def test_un_nom_sans_lettre_est_refuse(self, vide):
        assert Entreprise.objects.retrouver(vide) is None
        with pytest.raises(ValueError, match="au moins une lettre"):
            Entreprise.objects.retrouver_ou_creer(vide)

    def test_deux_creations_au_meme_instant_ne_font_qu_une_ligne(self, monkeypatch):
        """The other session commits between our look and our insert: the first look finds nothing."""
        deja = Entreprise.objects.create(nom="Zorglub")
        vrai, regards = EntrepriseQuerySet.retrouver, []

        def aveugle_une_fois(self, nom):
            regards.append(nom)
            return None if len(regards) == 1 else vrai(self, nom)

        monkeypatch.setattr(EntrepriseQuerySet, "retrouver", aveugle_une_fois)
        assert Entreprise.objects.all().retrouver_ou_creer("Zorglub") == deja
        assert len(regards) == 2

    def test_la_base_refuse_un_second_meme_nom_sans_siren(self):
        Entreprise.objects.create(nom="Zorglub")
        with pytest.raises(IntegrityError, match="entreprise_nom_unique"), transaction.atomic():
            Entreprise.objects.create(nom="ZORGLUB SAS")
        homonyme = Entreprise(nom="ZORGLUB SAS", siren=SIREN_VALABLE)
        homonyme.full_clean()
        homonyme.save()

    @pytest.mark.parametrize("siren", [SIREN_FAUX, "73282932", "7328293200", "73282932A", " 32829320"])
    def test_un_siren_faux_est_refuse_par_le_formulaire_et_par_la_base(self, siren):
        with pytest.raises(ValidationError) as erreur:
            Entreprise(nom="Zorglub", siren=siren).full_clean()
        assert "siren" in erreur.value.message_dict
        with pytest.raises(Exception, match=r"entreprise_siren_valable|too long"), transaction.atomic():
            Entreprise.objects.create(nom="Zorglub", siren=siren)

    def test_chaque_ecriture_entre_dans_l_historique(self):
        zorglub = Entreprise.objects.create(nom="Zorglub")
        zorglub.nom = "Zorglub Bis"
        zorglub.save()
        assert [(e.pgh_label, e.nom) for e in zorglub.events.order_by("pgh_id")] == [
            ("insert", "Zorglub"),
            ("update", "Zorglub Bis"),
        ]

    def test_un_formulaire_dit_le_doublon_au_lieu_de_tomber(self):
        """A model form leaves the derived column out of its checks: the message must come all the same."""
        Entreprise.objects.create(nom="Zorglub")
        doublon = Entreprise(nom="Zorglub S.A.S.")
        with pytest.raises(ValidationError, match="porte déjà ce nom"):
            doublon.full_clean(exclude={"nom_normalise", "aliases_normalises", "noms_recherche"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "texte", ["Élaboration de « macro-chaînes »", "Tech – Réseau", "L’œuvre, « à la “main” »…", "É. Ñandú — ﬁn"]
)
def test_python_et_sql_normalisent_de_meme(texte):
    with connection.cursor() as curseur:
        curseur.execute("SELECT public.f_unaccent(upper(%s))", [texte])
        assert normaliser(texte) == " ".join(curseur.fetchone()[0].split())
