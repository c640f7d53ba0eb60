"""The search row keeps itself: functions, statement-level triggers, index (conception §8)."""

from django.db import migrations

from freelances.migrations._recherche import ARRIERE, AVANT


class Migration(migrations.Migration):
    dependencies = [("freelances", "0001_initial")]

    operations = [migrations.RunSQL(AVANT, ARRIERE)]
