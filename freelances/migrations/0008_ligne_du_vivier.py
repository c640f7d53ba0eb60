"""The search row learns what the vivier filters and sorts on (SAR-10). The order of the columns is that of the model."""

import django.contrib.postgres.fields
from django.db import migrations, models

from freelances.migrations._recherche import ATTENDUE, RAFRAICHIR
from freelances.migrations._vivier import HORS_DU_VIVIER, VERS_LE_VIVIER


def _ajouter(nom: str, champ: models.Field) -> migrations.AddField:
    return migrations.AddField(model_name="profilrecherche", name=nom, field=champ)


def _entiers() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), null=True, size=None)


class Migration(migrations.Migration):
    dependencies = [("freelances", "0007_qualification")]

    operations = [
        # Going back: the former definition fits the former table, once the columns are gone.
        migrations.RunSQL(migrations.RunSQL.noop, ATTENDUE + RAFRAICHIR),
        _ajouter("classifie_le", models.DateTimeField(null=True)),
        _ajouter("situation_le", models.DateField(null=True)),
        _ajouter("tranche_experience", models.IntegerField(null=True)),
        _ajouter("bassin", models.CharField(max_length=3, null=True)),
        _ajouter("niveau_etude", models.CharField(max_length=16, null=True)),
        _ajouter("metiers_actuels", _entiers()),
        _ajouter("themes", _entiers()),
        _ajouter("formations", _entiers()),
        migrations.RunSQL(VERS_LE_VIVIER, HORS_DU_VIVIER),
    ]
