import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0006_two_records_may_be_one"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_on", models.DateField(verbose_name="corrected on")),
                (
                    "text",
                    models.CharField(
                        help_text="Such as: the day was given as 17 June; it is the weekend. No names.",
                        max_length=300,
                        verbose_name="what was corrected",
                    ),
                ),
                (
                    "written_in",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Spanish"), ("ht", "Haitian Creole")],
                        default="en",
                        help_text="The language of the texts here, so that they are read aloud right.",
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-made_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("made_on", models.DateField(verbose_name="corrected on")),
                (
                    "text",
                    models.CharField(
                        help_text="Such as: the day was given as 17 June; it is the weekend. No names.",
                        max_length=300,
                        verbose_name="what was corrected",
                    ),
                ),
                (
                    "written_in",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Spanish"), ("ht", "Haitian Creole")],
                        default="en",
                        help_text="The language of the texts here, so that they are read aloud right.",
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FactClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("date", "date"),
                            ("place", "place"),
                            ("people", "number of people shot"),
                            ("offense", "offense (NIBRS)"),
                            ("outcome", "outcome"),
                            ("age", "age"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("value", models.CharField(max_length=200, verbose_name="what it says")),
                (
                    "as_printed",
                    models.CharField(
                        blank=True,
                        help_text="The source's own words. Shown to everyone: no names.",
                        max_length=200,
                        verbose_name="as printed",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The day for which the source says it.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
                ("chosen", models.BooleanField(default=False, verbose_name="this is what we show")),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        help_text="Where sources disagree. Shown to everyone: no names.",
                        max_length=300,
                        verbose_name="why this one",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
            ],
            options={
                "verbose_name": "what a source says",
                "verbose_name_plural": "what sources say",
                "ordering": ["fact", "-as_of", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FactClaimHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("date", "date"),
                            ("place", "place"),
                            ("people", "number of people shot"),
                            ("offense", "offense (NIBRS)"),
                            ("outcome", "outcome"),
                            ("age", "age"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("value", models.CharField(max_length=200, verbose_name="what it says")),
                (
                    "as_printed",
                    models.CharField(
                        blank=True,
                        help_text="The source's own words. Shown to everyone: no names.",
                        max_length=200,
                        verbose_name="as printed",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The day for which the source says it.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
                ("chosen", models.BooleanField(default=False, verbose_name="this is what we show")),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        help_text="Where sources disagree. Shown to everyone: no names.",
                        max_length=300,
                        verbose_name="why this one",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionhistory",
            name="incident",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="correctionhistory",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionhistory",
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
            model_name="correctionhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.correction",
            ),
        ),
        migrations.AddField(
            model_name="factclaim",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factclaim",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fact_claims",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="factclaim",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fact_claims",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="factclaim",
            name="victim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fact_claims",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="factclaimhistory",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factclaimhistory",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="factclaimhistory",
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
            model_name="factclaimhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.factclaim",
            ),
        ),
        migrations.AddField(
            model_name="factclaimhistory",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="factclaimhistory",
            name="victim",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("written_in__in", ["en", "es", "ht"])),
                name="incidents_correction_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="incidents_correction_says_what",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_correctionhistory" ("id", "incident_id", "made_by_id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_in") VALUES (NEW."id", NEW."incident_id", NEW."made_by_id", NEW."made_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."written_in"); RETURN NULL;',
                    hash="75bfc45726fa8f60225890090e1c9ddc09ea2347",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5c9b",
                    table="incidents_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_correctionhistory" ("id", "incident_id", "made_by_id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_in") VALUES (NEW."id", NEW."incident_id", NEW."made_by_id", NEW."made_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."written_in"); RETURN NULL;',
                    hash="a0d427735a73d832b15d86a503116b9df091e4cb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8cb9d",
                    table="incidents_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_correctionhistory" ("id", "incident_id", "made_by_id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_in") VALUES (OLD."id", OLD."incident_id", OLD."made_by_id", OLD."made_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."written_in"); RETURN NULL;',
                    hash="dbad60cc0dfc04360d853b9f2b829afe6b04f237",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_02039",
                    table="incidents_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="pages_grow_stale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM nightout_stamp(); RETURN NULL;",
                    hash="26a1e30a77c2ff2249c44f176da7f04aac79a5bb",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_pages_grow_stale_34fe5",
                    table="incidents_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="91b77fde0c6abf177d5fc90309aca314f40d9b4a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_53335",
                    table="incidents_correctionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="factclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("incident__isnull", False),
                        ("victim__isnull", True),
                        models.Q(("fact__in", ["outcome", "age"]), _negated=True),
                    ),
                    models.Q(
                        ("fact__in", ["outcome", "age"]),
                        ("incident__isnull", True),
                        ("victim__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="incidents_factclaim_is_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="factclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fact__in", ["date", "place", "people", "offense", "outcome", "age"])
                ),
                name="incidents_factclaim_fact_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="factclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value", ""), _negated=True),
                    models.Q(
                        models.Q(("fact", "outcome"), _negated=True),
                        (
                            "value__in",
                            [
                                "killed",
                                "injured",
                                "shot_not_stated",
                                "survived",
                                "unharmed",
                                "unknown",
                            ],
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("fact", "offense"), _negated=True),
                        ("value__in", ["09A", "09B", "09C", "120", "13A", "520", "90Z"]),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("fact", "people"), _negated=True),
                        ("value__regex", "^\\d{1,4}$"),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("fact", "date"), _negated=True),
                        ("value__regex", "^\\[?\\d{4}"),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("fact", "age"), _negated=True),
                        ("value__in", ["under_18", "18_24", "25_44", "45_64", "65_up"]),
                        ("value__regex", "^(\\d|[1-9]\\d|1[01]\\d|120)$"),
                        _connector="OR",
                    ),
                ),
                name="incidents_factclaim_value_fits_fact",
                violation_error_message="This is no value of that fact.",
            ),
        ),
        migrations.AddConstraint(
            model_name="factclaim",
            constraint=models.UniqueConstraint(
                fields=("incident", "victim", "fact", "value", "source", "as_of"),
                name="incidents_factclaim_is_said_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="factclaim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("chosen", True)),
                fields=("incident", "victim", "fact"),
                name="incidents_factclaim_one_is_chosen",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_factclaimhistory" ("as_of", "as_printed", "because", "chosen", "entered_at", "entered_by_id", "fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "value", "victim_id") VALUES (NEW."as_of", NEW."as_printed", NEW."because", NEW."chosen", NEW."entered_at", NEW."entered_by_id", NEW."fact", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."value", NEW."victim_id"); RETURN NULL;',
                    hash="f77b73ae6095cfcb2198f6d3fa232e05ac534008",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11ee1",
                    table="incidents_factclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_factclaimhistory" ("as_of", "as_printed", "because", "chosen", "entered_at", "entered_by_id", "fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "value", "victim_id") VALUES (NEW."as_of", NEW."as_printed", NEW."because", NEW."chosen", NEW."entered_at", NEW."entered_by_id", NEW."fact", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."value", NEW."victim_id"); RETURN NULL;',
                    hash="cb79de35b1f5cb0f79fd99fe3becdc21340eb647",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_719d0",
                    table="incidents_factclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_factclaimhistory" ("as_of", "as_printed", "because", "chosen", "entered_at", "entered_by_id", "fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "value", "victim_id") VALUES (OLD."as_of", OLD."as_printed", OLD."because", OLD."chosen", OLD."entered_at", OLD."entered_by_id", OLD."fact", OLD."id", OLD."incident_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id", OLD."value", OLD."victim_id"); RETURN NULL;',
                    hash="05213213d8ea6d0afc193deac0f9cde8420f5f8d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3141",
                    table="incidents_factclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="pages_grow_stale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM nightout_stamp(); RETURN NULL;",
                    hash="f70186a5dc473323c5681afdf30d3971830f1aa4",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_pages_grow_stale_1dab4",
                    table="incidents_factclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factclaimhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c07b89de4c80e64be1d7652f1f7f248b7f892863",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c20d7",
                    table="incidents_factclaimhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
