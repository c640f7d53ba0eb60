import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from samba.donnees.en_bloc import EnBloc


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_liens_signes"),
        ("freelances", "0011_decisions_anonymat"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        EnBloc(
            [
                migrations.CreateModel(
                    name="PropositionCV",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rubrique",
                            models.CharField(
                                choices=[
                                    ("identite", "Identité et coordonnées"),
                                    ("profil", "Profil"),
                                    ("conditions", "Disponibilité et TJM"),
                                    ("metier", "Métiers"),
                                    ("competence", "Compétences"),
                                    ("experience", "Expériences"),
                                    ("formation", "Formations et certifications"),
                                    ("langue", "Langues"),
                                ],
                                max_length=12,
                                verbose_name="rubrique",
                            ),
                        ),
                        ("champ", models.CharField(blank=True, max_length=20, verbose_name="champ")),
                        ("rang", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                        ("libelle", models.CharField(max_length=240, verbose_name="libellé")),
                        ("detail", models.CharField(blank=True, max_length=400, verbose_name="détail")),
                        ("valeur", models.JSONField(default=dict, verbose_name="valeur")),
                        (
                            "confiance",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="confiance (%)"
                            ),
                        ),
                        ("passages", models.JSONField(default=list, verbose_name="passages du texte")),
                        (
                            "etat",
                            models.CharField(
                                choices=[("proposee", "À décider"), ("acceptee", "Acceptée"), ("ecartee", "Écartée")],
                                default="proposee",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("decidee_le", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
                    ],
                    options={
                        "verbose_name": "proposition d’un CV",
                        "verbose_name_plural": "propositions des CV",
                        "ordering": ["cv", "rang", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PropositionCVEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "rubrique",
                            models.CharField(
                                choices=[
                                    ("identite", "Identité et coordonnées"),
                                    ("profil", "Profil"),
                                    ("conditions", "Disponibilité et TJM"),
                                    ("metier", "Métiers"),
                                    ("competence", "Compétences"),
                                    ("experience", "Expériences"),
                                    ("formation", "Formations et certifications"),
                                    ("langue", "Langues"),
                                ],
                                max_length=12,
                                verbose_name="rubrique",
                            ),
                        ),
                        ("champ", models.CharField(blank=True, max_length=20, verbose_name="champ")),
                        ("rang", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                        (
                            "confiance",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="confiance (%)"
                            ),
                        ),
                        (
                            "etat",
                            models.CharField(
                                choices=[("proposee", "À décider"), ("acceptee", "Acceptée"), ("ecartee", "Écartée")],
                                default="proposee",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("decidee_le", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="cv",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="cv",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="cv",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="cv",
                    name="ecarte_le",
                    field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="écarté le"),
                ),
                migrations.AddField(
                    model_name="cv",
                    name="etape",
                    field=models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="étape de la lecture"
                    ),
                ),
                migrations.AddField(
                    model_name="cv",
                    name="origine",
                    field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="reçu dans"),
                ),
                migrations.AddField(
                    model_name="cvevent",
                    name="ecarte_le",
                    field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="écarté le"),
                ),
                migrations.AddField(
                    model_name="cvevent",
                    name="origine",
                    field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="reçu dans"),
                ),
                migrations.AlterField(
                    model_name="cv",
                    name="freelance",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cvs",
                        to="freelances.freelance",
                    ),
                ),
                migrations.AlterField(
                    model_name="cv",
                    name="message",
                    field=models.CharField(
                        blank=True, editable=False, max_length=600, verbose_name="message de lecture"
                    ),
                ),
                migrations.AlterField(
                    model_name="cvevent",
                    name="freelance",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="freelances.freelance",
                    ),
                ),
                migrations.AlterField(
                    model_name="cvevent",
                    name="message",
                    field=models.CharField(
                        blank=True, editable=False, max_length=600, verbose_name="message de lecture"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_cvevent" ("courant", "cree_le", "document_id", "ecarte_le", "etat", "freelance_id", "id", "message", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."courant", new_values."cree_le", new_values."document_id", new_values."ecarte_le", new_values."etat", new_values."freelance_id", new_values."id", new_values."message", new_values."origine", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a6bae173296293e537786d082aa57aff84a23657",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_62432",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="freelances_cv",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_cvevent" ("courant", "cree_le", "document_id", "ecarte_le", "etat", "freelance_id", "id", "message", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."courant", new_values."cree_le", new_values."document_id", new_values."ecarte_le", new_values."etat", new_values."freelance_id", new_values."id", new_values."message", new_values."origine", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."courant" IS DISTINCT FROM (new_values."courant") OR old_values."cree_le" IS DISTINCT FROM (new_values."cree_le") OR old_values."document_id" IS DISTINCT FROM (new_values."document_id") OR old_values."ecarte_le" IS DISTINCT FROM (new_values."ecarte_le") OR old_values."etat" IS DISTINCT FROM (new_values."etat") OR old_values."freelance_id" IS DISTINCT FROM (new_values."freelance_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."message" IS DISTINCT FROM (new_values."message") OR old_values."origine" IS DISTINCT FROM (new_values."origine")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b23bc2190ddee134a341a49b312c1716f55d6308",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e4fa9",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="freelances_cv",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_cvevent" ("courant", "cree_le", "document_id", "ecarte_le", "etat", "freelance_id", "id", "message", "origine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."courant", old_values."cree_le", old_values."document_id", old_values."ecarte_le", old_values."etat", old_values."freelance_id", old_values."id", old_values."message", old_values."origine", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="c42188e1a79052d0b308e0d1f236a331e6f3915b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8321a",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="freelances_cv",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cv",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("freelance__isnull", False), ("courant", False), _connector="OR"),
                        name="cv_brouillon_pas_courant",
                        violation_error_message="Un CV sans freelance n’est le CV courant de personne.",
                    ),
                ),
                migrations.AddField(
                    model_name="propositioncv",
                    name="cv",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="propositions", to="freelances.cv"
                    ),
                ),
                migrations.AddField(
                    model_name="propositioncv",
                    name="decidee_par",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                migrations.AddField(
                    model_name="propositioncvevent",
                    name="cv",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="freelances.cv",
                    ),
                ),
                migrations.AddField(
                    model_name="propositioncvevent",
                    name="decidee_par",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                migrations.AddField(
                    model_name="propositioncvevent",
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
                    model_name="propositioncvevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="freelances.propositioncv",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="propositioncv",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("confiance__lte", 100)),
                        name="proposition_confiance_bornee",
                        violation_error_message="Une confiance est un pourcentage.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="propositioncv",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("etat", "proposee"), ("decidee_le__isnull", False), _connector="OR"),
                        name="proposition_decidee_datee",
                        violation_error_message="Une décision a une date.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="propositioncv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_propositioncvevent" ("champ", "confiance", "cv_id", "decidee_le", "decidee_par_id", "etat", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rang", "rubrique") SELECT new_values."champ", new_values."confiance", new_values."cv_id", new_values."decidee_le", new_values."decidee_par_id", new_values."etat", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rang", new_values."rubrique" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="68cd7e53f680aa8d51eaf5981372c07f42d3a927",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8c4d6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="freelances_propositioncv",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="propositioncv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_propositioncvevent" ("champ", "confiance", "cv_id", "decidee_le", "decidee_par_id", "etat", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rang", "rubrique") SELECT new_values."champ", new_values."confiance", new_values."cv_id", new_values."decidee_le", new_values."decidee_par_id", new_values."etat", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rang", new_values."rubrique" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."champ" IS DISTINCT FROM (new_values."champ") OR old_values."confiance" IS DISTINCT FROM (new_values."confiance") OR old_values."cv_id" IS DISTINCT FROM (new_values."cv_id") OR old_values."decidee_le" IS DISTINCT FROM (new_values."decidee_le") OR old_values."decidee_par_id" IS DISTINCT FROM (new_values."decidee_par_id") OR old_values."etat" IS DISTINCT FROM (new_values."etat") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."rang" IS DISTINCT FROM (new_values."rang") OR old_values."rubrique" IS DISTINCT FROM (new_values."rubrique")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9400e058f3552caebe364979cc51b87b7587f454",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_080e8",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="freelances_propositioncv",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="propositioncv",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "freelances_propositioncvevent" ("champ", "confiance", "cv_id", "decidee_le", "decidee_par_id", "etat", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rang", "rubrique") SELECT old_values."champ", old_values."confiance", old_values."cv_id", old_values."decidee_le", old_values."decidee_par_id", old_values."etat", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rang", old_values."rubrique" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="49b72c0cd0648df9a8d688fb7c4e8a34f67cdf1b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_305be",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="freelances_propositioncv",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        )
    ]
