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
        ("incidents", "0007_each_fact_has_its_sources"),
        ("agencies", "0005_how_much_of_a_victims_name_is_shown"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[("hold", "hold the name back"), ("remove", "remove the name")],
                        max_length=20,
                        verbose_name="what they ask",
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        help_text="Such as: the mother. No contact.",
                        max_length=150,
                        verbose_name="who asks",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                ("note", models.TextField(blank=True, verbose_name="note for staff")),
                ("name_mark", models.CharField(blank=True, editable=False, max_length=64)),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="lifted"
                    ),
                ),
                (
                    "lifted_because",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why it was lifted"
                    ),
                ),
            ],
            options={
                "verbose_name": "family’s request",
                "verbose_name_plural": "families’ requests",
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FamilyRequestHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "wish",
                    models.CharField(
                        choices=[("hold", "hold the name back"), ("remove", "remove the name")],
                        max_length=20,
                        verbose_name="what they ask",
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        help_text="Such as: the mother. No contact.",
                        max_length=150,
                        verbose_name="who asks",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                ("note", models.TextField(blank=True, verbose_name="note for staff")),
                ("name_mark", models.CharField(blank=True, editable=False, max_length=64)),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="lifted"
                    ),
                ),
                (
                    "lifted_because",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why it was lifted"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="victim",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="victim",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="victim",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="victim",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="victimhistory",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="victim",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "none"),
                    ("held", "the family asked to hold the name back"),
                    ("removed", "the family asked to remove the name"),
                ],
                default="",
                editable=False,
                help_text="Entered as a family’s request, and only lifted there.",
                max_length=20,
                verbose_name="family’s request",
            ),
        ),
        migrations.AddField(
            model_name="victim",
            name="reviewed_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="rule reviewed on"
            ),
        ),
        migrations.AddField(
            model_name="victimhistory",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "none"),
                    ("held", "the family asked to hold the name back"),
                    ("removed", "the family asked to remove the name"),
                ],
                default="",
                editable=False,
                help_text="Entered as a family’s request, and only lifted there.",
                max_length=20,
                verbose_name="family’s request",
            ),
        ),
        migrations.AddField(
            model_name="victimhistory",
            name="reviewed_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="rule reviewed on"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "hold", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_by_id", "reviewed_on") VALUES (NEW."age", NEW."age_group", NEW."external_id", NEW."hold", NEW."id", NEW."incident_id", NEW."name", NEW."name_basis", NEW."name_rule", NEW."notes", NEW."outcome", NEW."outcome_source_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewed_by_id", NEW."reviewed_on"); RETURN NULL;',
                    hash="c02003b985b1552cbae4eeea77ae47ac24544231",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f241",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."age" IS DISTINCT FROM (NEW."age") OR OLD."age_group" IS DISTINCT FROM (NEW."age_group") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."hold" IS DISTINCT FROM (NEW."hold") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_basis" IS DISTINCT FROM (NEW."name_basis") OR OLD."name_rule" IS DISTINCT FROM (NEW."name_rule") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."outcome_source_id" IS DISTINCT FROM (NEW."outcome_source_id") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."reviewed_on" IS DISTINCT FROM (NEW."reviewed_on"))',
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "hold", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_by_id", "reviewed_on") VALUES (NEW."age", NEW."age_group", NEW."external_id", NEW."hold", NEW."id", NEW."incident_id", NEW."name", NEW."name_basis", NEW."name_rule", NEW."notes", NEW."outcome", NEW."outcome_source_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewed_by_id", NEW."reviewed_on"); RETURN NULL;',
                    hash="5082e5a5fd543da324219e845acdee0438178e43",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23f5b",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "hold", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_by_id", "reviewed_on") VALUES (OLD."age", OLD."age_group", OLD."external_id", OLD."hold", OLD."id", OLD."incident_id", OLD."name", OLD."name_basis", OLD."name_rule", OLD."notes", OLD."outcome", OLD."outcome_source_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewed_by_id", OLD."reviewed_on"); RETURN NULL;',
                    hash="f3f031cc44c79acbdf66747b0d84a355489e6c41",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9b30",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hold", ""),
                    models.Q(("hold", "held"), ("name_rule", "withheld")),
                    models.Q(("hold", "removed"), ("name", ""), ("name_rule", "withheld")),
                    _connector="OR",
                ),
                name="incidents_victim_family_request_is_honoured",
                violation_error_message="The family asked for this name to be held back. Lift the request first.",
            ),
        ),
        migrations.AddField(
            model_name="familyrequest",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="family_requests",
                to="agencies.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="familyrequest",
            name="entered_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="familyrequest",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lifted by",
            ),
        ),
        migrations.AddField(
            model_name="familyrequest",
            name="victim",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="family_requests",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="familyrequesthistory",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agencies.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="familyrequesthistory",
            name="entered_by",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="familyrequesthistory",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lifted by",
            ),
        ),
        migrations.AddField(
            model_name="familyrequesthistory",
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
            model_name="familyrequesthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.familyrequest",
            ),
        ),
        migrations.AddField(
            model_name="familyrequesthistory",
            name="victim",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.victim",
                verbose_name="person",
            ),
        ),
        migrations.AddIndex(
            model_name="familyrequest",
            index=models.Index(
                condition=models.Q(
                    ("lifted_at__isnull", True), models.Q(("name_mark", ""), _negated=True)
                ),
                fields=["name_mark"],
                name="incidents_requests_by_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="familyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("wish__in", ["hold", "remove"])),
                name="incidents_familyrequest_wish_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="familyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_mark", ""), ("name_mark__regex", "^[0-9a-f]{64}$"), _connector="OR"
                ),
                name="incidents_familyrequest_holds_no_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="familyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_because", "")),
                    models.Q(
                        ("lifted_at__isnull", False),
                        models.Q(("lifted_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="incidents_familyrequest_lifting_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="familyrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("victim",),
                name="incidents_familyrequest_is_open_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familyrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_familyrequesthistory" ("agency_id", "asked_by", "entered_at", "entered_by_id", "id", "lifted_at", "lifted_because", "lifted_by_id", "name_mark", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "victim_id", "wish") VALUES (NEW."agency_id", NEW."asked_by", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."name_mark", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."victim_id", NEW."wish"); RETURN NULL;',
                    hash="b9da7d2be2d0f2533aea4fff359262b90b75fcb4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca720",
                    table="incidents_familyrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familyrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_familyrequesthistory" ("agency_id", "asked_by", "entered_at", "entered_by_id", "id", "lifted_at", "lifted_because", "lifted_by_id", "name_mark", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "victim_id", "wish") VALUES (NEW."agency_id", NEW."asked_by", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."name_mark", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."victim_id", NEW."wish"); RETURN NULL;',
                    hash="862cedd036d6000b268fc4cad014bf5645d9c90f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09767",
                    table="incidents_familyrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familyrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_familyrequesthistory" ("agency_id", "asked_by", "entered_at", "entered_by_id", "id", "lifted_at", "lifted_because", "lifted_by_id", "name_mark", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "victim_id", "wish") VALUES (OLD."agency_id", OLD."asked_by", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."lifted_at", OLD."lifted_because", OLD."lifted_by_id", OLD."name_mark", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on", OLD."victim_id", OLD."wish"); RETURN NULL;',
                    hash="d7bcb1f8fb9c4305c3ead670c84a5e7ba88738c2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d969d",
                    table="incidents_familyrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familyrequesthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd20a075a69bf681936b94a0a815d729dd507fe3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c82fb",
                    table="incidents_familyrequesthistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
