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
        ("incidents", "0005_incidents_are_found_by_span"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0002_pages_grow_stale_with_each_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("because", models.CharField(max_length=300, verbose_name="why")),
                ("done_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                ),
            ],
            options={
                "verbose_name": "merge of two incidents",
                "verbose_name_plural": "merges of incidents",
                "ordering": ["-done_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MergedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a merge",
                "verbose_name_plural": "people of a merge",
            },
        ),
        migrations.CreateModel(
            name="MergedPersonHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MergeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("because", models.CharField(max_length=300, verbose_name="why")),
                ("done_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incident",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incident",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incident",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incidentlink",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incidentlink",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incidentlink",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="incidentlink",
            name="incidents_link_kind_is_known",
        ),
        migrations.AddField(
            model_name="incident",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The record that took its place. It is counted and shown there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="incidents.incident",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="incidenthistory",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The record that took its place. It is counted and shown there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="incidentlink",
            name="as_of",
            field=models.DateField(blank=True, null=True, verbose_name="as of"),
        ),
        migrations.AddField(
            model_name="incidentlinkhistory",
            name="as_of",
            field=models.DateField(blank=True, null=True, verbose_name="as of"),
        ),
        migrations.AlterField(
            model_name="incidentlink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("related", "related"),
                    ("connected", "police say they are connected"),
                    ("possible_duplicate", "may be the same incident"),
                    ("same_as", "the same incident"),
                ],
                max_length=20,
                verbose_name="how linked",
            ),
        ),
        migrations.AlterField(
            model_name="incidentlinkhistory",
            name="kind",
            field=models.CharField(
                choices=[
                    ("related", "related"),
                    ("connected", "police say they are connected"),
                    ("possible_duplicate", "may be the same incident"),
                    ("same_as", "the same incident"),
                ],
                max_length=20,
                verbose_name="how linked",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "merged_into_id", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at", "written_in") VALUES (NEW."agency_id", NEW."circumstance", NEW."created_at", NEW."date_as_printed", NEW."id", NEW."inference", NEW."merged_into_id", NEW."notes", NEW."occurred_at", NEW."occurred_from", NEW."occurred_to", NEW."offense", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."precision", NEW."publication", NEW."summary", NEW."updated_at", NEW."written_in"); RETURN NULL;',
                    hash="b226c05d67bf881fa988e7afaceda6e11c4f1bb5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_edffb",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."circumstance" IS DISTINCT FROM (NEW."circumstance") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date_as_printed" IS DISTINCT FROM (NEW."date_as_printed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inference" IS DISTINCT FROM (NEW."inference") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."occurred_at" IS DISTINCT FROM (NEW."occurred_at") OR OLD."occurred_from" IS DISTINCT FROM (NEW."occurred_from") OR OLD."occurred_to" IS DISTINCT FROM (NEW."occurred_to") OR OLD."offense" IS DISTINCT FROM (NEW."offense") OR OLD."precision" IS DISTINCT FROM (NEW."precision") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."written_in" IS DISTINCT FROM (NEW."written_in"))',
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "merged_into_id", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at", "written_in") VALUES (NEW."agency_id", NEW."circumstance", NEW."created_at", NEW."date_as_printed", NEW."id", NEW."inference", NEW."merged_into_id", NEW."notes", NEW."occurred_at", NEW."occurred_from", NEW."occurred_to", NEW."offense", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."publication", NEW."summary", NEW."updated_at", NEW."written_in"); RETURN NULL;',
                    hash="ea54454f3cb6266a2d33b3f6ea5eb8024d8295df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41444",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "merged_into_id", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at", "written_in") VALUES (OLD."agency_id", OLD."circumstance", OLD."created_at", OLD."date_as_printed", OLD."id", OLD."inference", OLD."merged_into_id", OLD."notes", OLD."occurred_at", OLD."occurred_from", OLD."occurred_to", OLD."offense", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."publication", OLD."summary", OLD."updated_at", OLD."written_in"); RETURN NULL;',
                    hash="ed7e1224f8cc09bb4c83127dc09a969e996d0cf7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2fefa",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentlinkhistory" ("as_of", "because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (NEW."as_of", NEW."because", NEW."id", NEW."incident_id", NEW."kind", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said_by", NEW."source_id"); RETURN NULL;',
                    hash="f17e6c5d68a970d03eb9f5ee746e74df2599d763",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0aa94",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_incidentlinkhistory" ("as_of", "because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (NEW."as_of", NEW."because", NEW."id", NEW."incident_id", NEW."kind", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said_by", NEW."source_id"); RETURN NULL;',
                    hash="9b4c7f8ed4e420a9f6a49e2d931d9d46c7688b21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_422da",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentlinkhistory" ("as_of", "because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (OLD."as_of", OLD."because", OLD."id", OLD."incident_id", OLD."kind", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said_by", OLD."source_id"); RETURN NULL;',
                    hash="afa326d42009759f4436882d0a1713b0013f821a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_53ec1",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="incidents_incident_is_not_its_own_twin",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["related", "connected", "possible_duplicate", "same_as"])
                ),
                name="incidents_link_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="done_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_by",
                to="incidents.incident",
                verbose_name="record that goes",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="incidents.incident",
                verbose_name="record that stays",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken back by",
            ),
        ),
        migrations.AddField(
            model_name="mergedperson",
            name="merge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="people",
                to="incidents.merge",
                verbose_name="merge",
            ),
        ),
        migrations.AddField(
            model_name="mergedperson",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty for a person who moved over.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="incidents.victim",
                verbose_name="is the same person as",
            ),
        ),
        migrations.AddField(
            model_name="mergedperson",
            name="victim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="mergedpersonhistory",
            name="merge",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.merge",
                verbose_name="merge",
            ),
        ),
        migrations.AddField(
            model_name="mergedpersonhistory",
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
            model_name="mergedpersonhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.mergedperson",
            ),
        ),
        migrations.AddField(
            model_name="mergedpersonhistory",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty for a person who moved over.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.victim",
                verbose_name="is the same person as",
            ),
        ),
        migrations.AddField(
            model_name="mergedpersonhistory",
            name="victim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="mergehistory",
            name="done_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="mergehistory",
            name="gone",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="record that goes",
            ),
        ),
        migrations.AddField(
            model_name="mergehistory",
            name="kept",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="record that stays",
            ),
        ),
        migrations.AddField(
            model_name="mergehistory",
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
            model_name="mergehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.merge",
            ),
        ),
        migrations.AddField(
            model_name="mergehistory",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken back by",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("gone")), _negated=True),
                name="incidents_merge_joins_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="incidents_merge_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("gone",),
                name="incidents_merge_goes_into_one",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_mergehistory" ("because", "done_at", "done_by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id") VALUES (NEW."because", NEW."done_at", NEW."done_by_id", NEW."gone_id", NEW."id", NEW."kept_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                    hash="0be7a784c5f599af56d4b7ee3a631d3ef672a42f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_10e7b",
                    table="incidents_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_mergehistory" ("because", "done_at", "done_by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id") VALUES (NEW."because", NEW."done_at", NEW."done_by_id", NEW."gone_id", NEW."id", NEW."kept_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                    hash="6f522fd6ca44ff7ffe8a02b5ab6679176c2ba7c7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e65a3",
                    table="incidents_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_mergehistory" ("because", "done_at", "done_by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id") VALUES (OLD."because", OLD."done_at", OLD."done_by_id", OLD."gone_id", OLD."id", OLD."kept_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;',
                    hash="7ba8d24f9f4015b01888270a3ce1ac3373c00341",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4250",
                    table="incidents_merge",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mergedperson",
            constraint=models.UniqueConstraint(
                fields=("merge", "victim"), name="incidents_mergedperson_is_decided_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("victim", models.F("same_as")), _negated=True),
                name="incidents_mergedperson_is_two_rows",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedperson",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_mergedpersonhistory" ("id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id", "victim_id") VALUES (NEW."id", NEW."merge_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."same_as_id", NEW."victim_id"); RETURN NULL;',
                    hash="139bdea55ebfa35ca54fd622c29328374001575f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dfc9a",
                    table="incidents_mergedperson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedperson",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_mergedpersonhistory" ("id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id", "victim_id") VALUES (NEW."id", NEW."merge_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."same_as_id", NEW."victim_id"); RETURN NULL;',
                    hash="a622b00375b1fbfc1ac94776c16f3a03f6c01e7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec1ea",
                    table="incidents_mergedperson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedperson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_mergedpersonhistory" ("id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id", "victim_id") VALUES (OLD."id", OLD."merge_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."same_as_id", OLD."victim_id"); RETURN NULL;',
                    hash="f1e1d85b1946972f4d8b5a950431b0983d86425f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_26e77",
                    table="incidents_mergedperson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergedpersonhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="101f16c5e4e10cf6da143f76a7e9773c8c966211",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_816b8",
                    table="incidents_mergedpersonhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc989daf4b737566a877387a95faf5f1441e3ccf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b9b2",
                    table="incidents_mergehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
