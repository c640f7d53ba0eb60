"""Operations of a migration applied at once: the same tables, the models rendered once."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from samba.donnees.en_bloc import EnBloc

pytestmark = pytest.mark.django_db


def _operations() -> list[migrations.operations.base.Operation]:
    """A table whose foreign key and constraint come later, as `makemigrations` writes them."""
    cle = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel("Livre", [cle, ("titre", models.CharField(max_length=20))]),
        migrations.CreateModel("Auteur", [cle]),
        migrations.AddField("Livre", "auteur", models.ForeignKey("essai.Auteur", models.CASCADE)),
        migrations.AddConstraint(
            "Livre", models.UniqueConstraint(fields=["auteur", "titre"], name="livre_unique_par_auteur")
        ),
        migrations.AddIndex("Livre", models.Index(fields=["titre"], name="livre_titre")),
    ]


def _contraintes() -> set[str]:
    with connection.cursor() as curseur:
        return set(connection.introspection.get_constraints(curseur, "essai_livre"))


def _tables() -> set[str]:
    return {nom for nom in connection.introspection.table_names() if nom.startswith("essai_")}


def test_le_bloc_fait_les_tables_que_feraient_ses_operations_puis_les_defait():
    bloc, avant = EnBloc(_operations()), ProjectState()
    apres = avant.clone()
    bloc.state_forwards("essai", apres)
    with connection.schema_editor() as editeur:
        bloc.database_forwards("essai", editeur, avant, apres)
    assert _tables() == {"essai_livre", "essai_auteur"}
    noms = _contraintes()
    assert {"livre_unique_par_auteur", "livre_titre"} <= noms
    assert any("auteur_id" in nom and "_fk_" in nom for nom in noms)
    with connection.cursor() as curseur:
        curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editeur:
        bloc.database_backwards("essai", editeur, apres, avant)
    assert _tables() == set()


def test_ajouter_a_une_table_qui_existe_ecrit_bien_la_colonne():
    depart = ProjectState()
    creation = _operations()[1]
    creation.state_forwards("essai", depart)
    with connection.schema_editor() as editeur:
        creation.database_forwards("essai", editeur, ProjectState(), depart)
    bloc = EnBloc([migrations.AddField("Auteur", "nom", models.CharField(max_length=20, default=""))])
    apres = depart.clone()
    bloc.state_forwards("essai", apres)
    with connection.schema_editor() as editeur:
        bloc.database_forwards("essai", editeur, depart, apres)
    with connection.cursor() as curseur:
        colonnes = [c.name for c in connection.introspection.get_table_description(curseur, "essai_auteur")]
    assert colonnes == ["id", "nom"]


def test_l_etat_est_celui_des_operations_l_une_apres_l_autre():
    en_bloc, un_par_un = ProjectState(), ProjectState()
    EnBloc(_operations()).state_forwards("essai", en_bloc)
    for operation in _operations():
        operation.state_forwards("essai", un_par_un)
    assert en_bloc.models.keys() == un_par_un.models.keys()
    for cle, modele in en_bloc.models.items():
        assert list(modele.fields) == list(un_par_un.models[cle].fields)
        assert modele.options == un_par_un.models[cle].options
