"""The search row tells apart the words of the title and of the roles: appellations are looked for there."""

from django.db import migrations

from freelances.migrations._recherche import INTITULES_PARTOUT


class Migration(migrations.Migration):
    dependencies = [("freelances", "0005_recherche_bornee")]

    operations = [migrations.RunSQL(INTITULES_PARTOUT, migrations.RunSQL.noop)]
