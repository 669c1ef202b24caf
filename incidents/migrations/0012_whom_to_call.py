import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0011_points_lie_on_a_grid"),
        ("places", "0004_find_what_is_near_and_hoods_by_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty where the source names no amount.",
                        null=True,
                        verbose_name="up to, in dollars",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
            ],
            options={
                "verbose_name": "reward",
                "verbose_name_plural": "rewards",
                "ordering": ["-as_of", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RewardHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "amount",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty where the source names no amount.",
                        null=True,
                        verbose_name="up to, in dollars",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "number_dialled",
                    models.CharField(
                        help_text="Digits: 305-471-8477.",
                        max_length=20,
                        verbose_name="number as dialled",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "number_printed",
                    models.CharField(max_length=40, verbose_name="number as printed"),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="In plain words, shown to everyone.",
                        max_length=300,
                        verbose_name="what they do",
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
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
            ],
            options={
                "verbose_name": "support service",
                "verbose_name_plural": "support services",
                "ordering": ["name", "-valid_from"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportServiceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "number_dialled",
                    models.CharField(
                        help_text="Digits: 305-471-8477.",
                        max_length=20,
                        verbose_name="number as dialled",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "number_printed",
                    models.CharField(max_length=40, verbose_name="number as printed"),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="In plain words, shown to everyone.",
                        max_length=300,
                        verbose_name="what they do",
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
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="tipline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reward_amount__isnull", True), ("source__isnull", False), _connector="OR"
                ),
                name="incidents_tipline_amount_needs_source",
                violation_error_message="Name the source that states the amount.",
            ),
        ),
        migrations.AddField(
            model_name="reward",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rewards",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="reward",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="reward",
            name="tip_line",
            field=models.ForeignKey(
                blank=True,
                help_text="Who pays it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rewards",
                to="incidents.tipline",
                verbose_name="tip line",
            ),
        ),
        migrations.AddField(
            model_name="rewardhistory",
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
            model_name="rewardhistory",
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
            model_name="rewardhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.reward",
            ),
        ),
        migrations.AddField(
            model_name="rewardhistory",
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
            model_name="rewardhistory",
            name="tip_line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who pays it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.tipline",
                verbose_name="tip line",
            ),
        ),
        migrations.AddField(
            model_name="supportservice",
            name="city",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="places.city",
            ),
        ),
        migrations.AddField(
            model_name="supportservice",
            name="county",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="places.county",
            ),
        ),
        migrations.AddField(
            model_name="supportservice",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="supportservicehistory",
            name="city",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="places.city",
            ),
        ),
        migrations.AddField(
            model_name="supportservicehistory",
            name="county",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="places.county",
            ),
        ),
        migrations.AddField(
            model_name="supportservicehistory",
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
            model_name="supportservicehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.supportservice",
            ),
        ),
        migrations.AddField(
            model_name="supportservicehistory",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.UniqueConstraint(
                fields=("incident", "as_of", "source"), name="incidents_reward_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                name="incidents_reward_is_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reward",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_rewardhistory" ("amount", "as_of", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "tip_line_id") VALUES (NEW."amount", NEW."as_of", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."tip_line_id"); RETURN NULL;',
                    hash="c85cb2ce64ef960ab1257b0fe732123a424577b8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c934b",
                    table="incidents_reward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reward",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_rewardhistory" ("amount", "as_of", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "tip_line_id") VALUES (NEW."amount", NEW."as_of", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."tip_line_id"); RETURN NULL;',
                    hash="bcbe09abb9f13e93365403e1e2c79d2fbbbc1ae7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c3c90",
                    table="incidents_reward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reward",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_rewardhistory" ("amount", "as_of", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "tip_line_id") VALUES (OLD."amount", OLD."as_of", OLD."id", OLD."incident_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id", OLD."tip_line_id"); RETURN NULL;',
                    hash="fe80ccb64aeb96b61bedccd51167fc537b0002bf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2fe2",
                    table="incidents_reward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reward",
            trigger=pgtrigger.compiler.Trigger(
                name="pages_grow_stale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM nightout_stamp(); RETURN NULL;",
                    hash="73d8b50fe0805617a285795b10774511772812b5",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_pages_grow_stale_eb5be",
                    table="incidents_reward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rewardhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79abc76a68bbbdd1f4127ebf7cb9b89f7fdcff39",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5b5d3",
                    table="incidents_rewardhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="supportservice",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_dialled__regex", "^\\+?[0-9-]{7,19}$")),
                name="incidents_supportservice_number_can_be_dialled",
                violation_error_message="Digits and hyphens only, as one dials it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="incidents_supportservice_days_are_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportservice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("city__isnull", True), ("county__isnull", True), _connector="OR"
                ),
                name="incidents_supportservice_area_is_one",
                violation_error_message="Name a city or a county, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportservice",
            constraint=models.CheckConstraint(
                condition=models.Q(("written_in__in", ["en", "es", "ht"])),
                name="incidents_supportservice_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportservice",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True),
                name="incidents_supportservice_says_what",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportservice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_supportservicehistory" ("city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "valid_from", "valid_to", "website", "what", "written_in") VALUES (NEW."city_id", NEW."county_id", NEW."id", NEW."name", NEW."number_dialled", NEW."number_printed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."valid_from", NEW."valid_to", NEW."website", NEW."what", NEW."written_in"); RETURN NULL;',
                    hash="7db7bb7ce70a7587ef0b0d8c7645d5b0fc4dc8f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fb8bb",
                    table="incidents_supportservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportservice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_supportservicehistory" ("city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "valid_from", "valid_to", "website", "what", "written_in") VALUES (NEW."city_id", NEW."county_id", NEW."id", NEW."name", NEW."number_dialled", NEW."number_printed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."valid_from", NEW."valid_to", NEW."website", NEW."what", NEW."written_in"); RETURN NULL;',
                    hash="1ac322c5f160a9ca3d69ea23ae3ee424598a8529",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5b577",
                    table="incidents_supportservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportservice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_supportservicehistory" ("city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "valid_from", "valid_to", "website", "what", "written_in") VALUES (OLD."city_id", OLD."county_id", OLD."id", OLD."name", OLD."number_dialled", OLD."number_printed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id", OLD."valid_from", OLD."valid_to", OLD."website", OLD."what", OLD."written_in"); RETURN NULL;',
                    hash="0892cba65bd3744e93d1f767eaed648812c506dc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4fef6",
                    table="incidents_supportservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportservice",
            trigger=pgtrigger.compiler.Trigger(
                name="pages_grow_stale",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM nightout_stamp(); RETURN NULL;",
                    hash="8647864c4a3ebb60ee2b5b5042a0d4cf21de4bde",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_pages_grow_stale_67705",
                    table="incidents_supportservice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportservicehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="27e3120fcdfffcce491f669cd41ef7362aeb86fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8227a",
                    table="incidents_supportservicehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
