"""Skills that people type: who, when, one row for a name typed twice at once. Places that one may correct."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import referentiels.sql
from samba.donnees.en_bloc import EnBloc


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("referentiels", "0008_noms_joints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # What a base already holds came from the files.
        migrations.AddField(
            model_name="commune",
            name="origine",
            field=models.CharField(
                choices=[
                    ("fichier", "fichier de référence"),
                    ("corrige", "fichier, corrigé dans SAMBA"),
                    ("saisie", "saisie dans SAMBA"),
                ],
                default="fichier",
                editable=False,
                max_length=8,
                verbose_name="origine",
            ),
        ),
        migrations.AddField(
            model_name="departement",
            name="origine",
            field=models.CharField(
                choices=[
                    ("fichier", "fichier de référence"),
                    ("corrige", "fichier, corrigé dans SAMBA"),
                    ("saisie", "saisie dans SAMBA"),
                ],
                default="fichier",
                editable=False,
                max_length=8,
                verbose_name="origine",
            ),
        ),
        migrations.AddField(
            model_name="region",
            name="origine",
            field=models.CharField(
                choices=[
                    ("fichier", "fichier de référence"),
                    ("corrige", "fichier, corrigé dans SAMBA"),
                    ("saisie", "saisie dans SAMBA"),
                ],
                default="fichier",
                editable=False,
                max_length=8,
                verbose_name="origine",
            ),
        ),
        EnBloc(
            [
                migrations.AlterField(
                    model_name="commune",
                    name="origine",
                    field=models.CharField(
                        choices=[
                            ("fichier", "fichier de référence"),
                            ("corrige", "fichier, corrigé dans SAMBA"),
                            ("saisie", "saisie dans SAMBA"),
                        ],
                        default="saisie",
                        editable=False,
                        max_length=8,
                        verbose_name="origine",
                    ),
                ),
                migrations.AlterField(
                    model_name="departement",
                    name="origine",
                    field=models.CharField(
                        choices=[
                            ("fichier", "fichier de référence"),
                            ("corrige", "fichier, corrigé dans SAMBA"),
                            ("saisie", "saisie dans SAMBA"),
                        ],
                        default="saisie",
                        editable=False,
                        max_length=8,
                        verbose_name="origine",
                    ),
                ),
                migrations.AlterField(
                    model_name="region",
                    name="origine",
                    field=models.CharField(
                        choices=[
                            ("fichier", "fichier de référence"),
                            ("corrige", "fichier, corrigé dans SAMBA"),
                            ("saisie", "saisie dans SAMBA"),
                        ],
                        default="saisie",
                        editable=False,
                        max_length=8,
                        verbose_name="origine",
                    ),
                ),
                migrations.CreateModel(
                    name="CommuneEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "origine",
                            models.CharField(
                                choices=[
                                    ("fichier", "fichier de référence"),
                                    ("corrige", "fichier, corrigé dans SAMBA"),
                                    ("saisie", "saisie dans SAMBA"),
                                ],
                                default="saisie",
                                editable=False,
                                max_length=8,
                                verbose_name="origine",
                            ),
                        ),
                        ("code_insee", models.CharField(max_length=5, verbose_name="code INSEE")),
                        ("nom", models.CharField(max_length=80, verbose_name="nom")),
                        ("code_postal", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                        (
                            "codes_postaux",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=5),
                                default=list,
                                size=None,
                                verbose_name="codes postaux",
                            ),
                        ),
                        ("latitude", models.FloatField(verbose_name="latitude")),
                        ("longitude", models.FloatField(verbose_name="longitude")),
                        ("population", models.PositiveIntegerField(default=0, verbose_name="population")),
                        ("arrondissement", models.BooleanField(default=False, verbose_name="arrondissement municipal")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DepartementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "origine",
                            models.CharField(
                                choices=[
                                    ("fichier", "fichier de référence"),
                                    ("corrige", "fichier, corrigé dans SAMBA"),
                                    ("saisie", "saisie dans SAMBA"),
                                ],
                                default="saisie",
                                editable=False,
                                max_length=8,
                                verbose_name="origine",
                            ),
                        ),
                        ("code", models.CharField(max_length=3, serialize=False, verbose_name="code")),
                        ("nom", models.CharField(max_length=60, verbose_name="nom")),
                        ("latitude", models.FloatField(verbose_name="latitude")),
                        ("longitude", models.FloatField(verbose_name="longitude")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "origine",
                            models.CharField(
                                choices=[
                                    ("fichier", "fichier de référence"),
                                    ("corrige", "fichier, corrigé dans SAMBA"),
                                    ("saisie", "saisie dans SAMBA"),
                                ],
                                default="saisie",
                                editable=False,
                                max_length=8,
                                verbose_name="origine",
                            ),
                        ),
                        ("code", models.CharField(max_length=2, serialize=False, verbose_name="code INSEE")),
                        ("nom", models.CharField(max_length=60, verbose_name="nom")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="competence",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="competence",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="competence",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="competence",
                    name="proposee_par",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tapée par",
                    ),
                ),
                migrations.AddField(
                    model_name="competenceevent",
                    name="proposee_par",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tapée par",
                    ),
                ),
                migrations.AddField(
                    model_name="competence",
                    name="proposee_le",
                    field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="tapée le"),
                ),
                migrations.AddField(
                    model_name="competenceevent",
                    name="proposee_le",
                    field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="tapée le"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commune",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_communeevent" ("arrondissement", "code_insee", "code_postal", "codes_postaux", "departement_id", "id", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population") SELECT new_values."arrondissement", new_values."code_insee", new_values."code_postal", new_values."codes_postaux", new_values."departement_id", new_values."id", new_values."latitude", new_values."longitude", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."population" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="0bcd0c6958490dda658b95a6ee75a033623a9af8",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6afb6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="referentiels_commune",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commune",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_communeevent" ("arrondissement", "code_insee", "code_postal", "codes_postaux", "departement_id", "id", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population") SELECT new_values."arrondissement", new_values."code_insee", new_values."code_postal", new_values."codes_postaux", new_values."departement_id", new_values."id", new_values."latitude", new_values."longitude", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."population" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."arrondissement" IS DISTINCT FROM (new_values."arrondissement") OR old_values."code_insee" IS DISTINCT FROM (new_values."code_insee") OR old_values."code_postal" IS DISTINCT FROM (new_values."code_postal") OR old_values."codes_postaux" IS DISTINCT FROM (new_values."codes_postaux") OR old_values."departement_id" IS DISTINCT FROM (new_values."departement_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."latitude" IS DISTINCT FROM (new_values."latitude") OR old_values."longitude" IS DISTINCT FROM (new_values."longitude") OR old_values."nom" IS DISTINCT FROM (new_values."nom") OR old_values."origine" IS DISTINCT FROM (new_values."origine") OR old_values."population" IS DISTINCT FROM (new_values."population")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e236971240201e432a3f5185cd411a17a720c7ea",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68cc5",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="referentiels_commune",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commune",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_communeevent" ("arrondissement", "code_insee", "code_postal", "codes_postaux", "departement_id", "id", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population") SELECT old_values."arrondissement", old_values."code_insee", old_values."code_postal", old_values."codes_postaux", old_values."departement_id", old_values."id", old_values."latitude", old_values."longitude", old_values."nom", old_values."origine", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."population" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="0d6f3adae6aea33f6db3f141feceaff94bc1e5ce",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_68c2a",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="referentiels_commune",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="competence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_competenceevent" ("code", "contexte", "fusionnee_dans_id", "id", "nom", "noms_ambigus", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposee_le", "proposee_par_id", "retiree", "synonymes", "theme_id", "verifiee") SELECT new_values."code", new_values."contexte", new_values."fusionnee_dans_id", new_values."id", new_values."nom", new_values."noms_ambigus", new_values."origine", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposee_le", new_values."proposee_par_id", new_values."retiree", new_values."synonymes", new_values."theme_id", new_values."verifiee" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="358f858a6a6ce4bc8aa1a6ace18d39db1f0c4ede",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a81cb",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="referentiels_competence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="competence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_competenceevent" ("code", "contexte", "fusionnee_dans_id", "id", "nom", "noms_ambigus", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposee_le", "proposee_par_id", "retiree", "synonymes", "theme_id", "verifiee") SELECT new_values."code", new_values."contexte", new_values."fusionnee_dans_id", new_values."id", new_values."nom", new_values."noms_ambigus", new_values."origine", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposee_le", new_values."proposee_par_id", new_values."retiree", new_values."synonymes", new_values."theme_id", new_values."verifiee" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."contexte" IS DISTINCT FROM (new_values."contexte") OR old_values."fusionnee_dans_id" IS DISTINCT FROM (new_values."fusionnee_dans_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."nom" IS DISTINCT FROM (new_values."nom") OR old_values."noms_ambigus" IS DISTINCT FROM (new_values."noms_ambigus") OR old_values."origine" IS DISTINCT FROM (new_values."origine") OR old_values."proposee_le" IS DISTINCT FROM (new_values."proposee_le") OR old_values."proposee_par_id" IS DISTINCT FROM (new_values."proposee_par_id") OR old_values."retiree" IS DISTINCT FROM (new_values."retiree") OR old_values."synonymes" IS DISTINCT FROM (new_values."synonymes") OR old_values."theme_id" IS DISTINCT FROM (new_values."theme_id") OR old_values."verifiee" IS DISTINCT FROM (new_values."verifiee")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="0edef98654385ad91242ff9ce7791425904ccec9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9e017",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="referentiels_competence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="competence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_competenceevent" ("code", "contexte", "fusionnee_dans_id", "id", "nom", "noms_ambigus", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposee_le", "proposee_par_id", "retiree", "synonymes", "theme_id", "verifiee") SELECT old_values."code", old_values."contexte", old_values."fusionnee_dans_id", old_values."id", old_values."nom", old_values."noms_ambigus", old_values."origine", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposee_le", old_values."proposee_par_id", old_values."retiree", old_values."synonymes", old_values."theme_id", old_values."verifiee" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="270d5eea4b85c80f4078400523dda586e4d73f88",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d13ae",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="referentiels_competence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="departement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_departementevent" ("code", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."code", new_values."latitude", new_values."longitude", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'insert\', new_values."code", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="2f3252c7404ce704cada37fc235b52b8d4f2e68b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3b7db",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="referentiels_departement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="departement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_departementevent" ("code", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."code", new_values."latitude", new_values."longitude", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="c93f6010908ea41193a32f6e5a6469745b0c1ad0",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a1f38",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="referentiels_departement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="departement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_departementevent" ("code", "latitude", "longitude", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT old_values."code", old_values."latitude", old_values."longitude", old_values."nom", old_values."origine", _pgh_attached_context.value, NOW(), \'delete\', old_values."code", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="b2c8a4f429d76e1e9167190632bf838c8d36fd2d",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c778c",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="referentiels_departement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_regionevent" ("code", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'insert\', new_values."code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="72984e58a9a1a7a5ad50455d66693290ab59b21c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1d021",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="referentiels_region",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_regionevent" ("code", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."nom", new_values."origine", _pgh_attached_context.value, NOW(), \'update\', new_values."code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9c54fbe705721b6291f2f3b5ac922b0b870dfa54",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30fee",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="referentiels_region",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "referentiels_regionevent" ("code", "nom", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."nom", old_values."origine", _pgh_attached_context.value, NOW(), \'delete\', old_values."code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9dae580c665ed009329c6a543dc436d161cde8fa",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_413c9",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="referentiels_region",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="communeevent",
                    name="departement",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referentiels.departement",
                        verbose_name="département",
                    ),
                ),
                migrations.AddField(
                    model_name="communeevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="communeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="referentiels.commune",
                    ),
                ),
                migrations.AddField(
                    model_name="departementevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="departementevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="referentiels.departement",
                    ),
                ),
                migrations.AddField(
                    model_name="departementevent",
                    name="region",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referentiels.region",
                        verbose_name="région",
                    ),
                ),
                migrations.AddField(
                    model_name="regionevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="regionevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="referentiels.region",
                    ),
                ),
                migrations.AddField(
                    model_name="competence",
                    name="nom_normalise",
                    field=models.GeneratedField(
                        db_persist=True,
                        expression=referentiels.sql.FUnaccent(django.db.models.functions.text.Upper("nom")),
                        output_field=models.TextField(),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="competence",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("fusionnee_dans", None), ("verifiee", False)),
                        fields=("nom_normalise",),
                        name="competence_a_verifier_unique",
                        violation_error_message="Une compétence à vérifier porte déjà ce nom.",
                    ),
                ),
            ]
        ),
    ]
