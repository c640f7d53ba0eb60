"""A search row always fits: its texts and the parts of its vector are bounded in bytes (conception §8)."""

from django.db import migrations

from freelances.migrations._recherche import BORNES


class Migration(migrations.Migration):
    dependencies = [("freelances", "0004_contraintes")]

    operations = [migrations.RunSQL(BORNES, migrations.RunSQL.noop)]
