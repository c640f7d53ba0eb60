"""The names of a skill, joined, have their trigram index: the choosers look for them there."""

import django.contrib.postgres.indexes
from django.db import migrations

import referentiels.sql
from referentiels.migrations._socle import NOMS_JOINTS


class Migration(migrations.Migration):
    dependencies = [("referentiels", "0007_origine_corrigee")]

    operations = [
        migrations.RunSQL(NOMS_JOINTS, "DROP FUNCTION public.noms_joints(text[])"),
        migrations.AddIndex(
            model_name="competence",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(referentiels.sql.NomsJoints("cles"), name="gin_trgm_ops"),
                name="competence_noms_trgm",
            ),
        ),
    ]
