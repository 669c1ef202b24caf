import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0017_mails_wait_to_be_sent")]

    operations = [
        migrations.CreateModel(
            name="ListLayout",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="list_layout",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("adults", models.PositiveSmallIntegerField()),
                ("children", models.PositiveSmallIntegerField()),
                ("undoes", models.UUIDField(blank=True, null=True)),
                ("batch", models.UUIDField(blank=True, db_index=True, null=True)),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["at", "key"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jpeg", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "caption",
                    models.CharField(blank=True, max_length=200, verbose_name="what it shows"),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held", models.BooleanField(blank=True, null=True, verbose_name="held")),
                (
                    "estimate",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people, all in all"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("counted", "counted one by one"), ("estimated", "estimated")],
                        max_length=20,
                        verbose_name="how counted",
                    ),
                ),
                (
                    "visits",
                    models.TextField(
                        blank=True,
                        help_text="Agencies and offices that came by, one in each line.",
                        verbose_name="who visited",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True, help_text="For next year. Never public.", verbose_name="notes"
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
            },
        ),
        migrations.CreateModel(
            name="ReportHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("held", models.BooleanField(blank=True, null=True, verbose_name="held")),
                (
                    "estimate",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people, all in all"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("counted", "counted one by one"), ("estimated", "estimated")],
                        max_length=20,
                        verbose_name="how counted",
                    ),
                ),
                (
                    "visits",
                    models.TextField(
                        blank=True,
                        help_text="Agencies and offices that came by, one in each line.",
                        verbose_name="who visited",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True, help_text="For next year. Never public.", verbose_name="notes"
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="written")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="listlayout",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown__len__gt", 0)), name="events_listlayout_shows_something"
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="attendee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="marks",
                to="events.attendee",
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
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
            model_name="reporthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.report",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="written_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adults", 0), ("children", 0), ("undoes__isnull", False)),
                    models.Q(
                        ("undoes__isnull", True),
                        models.Q(("adults__gt", 0), ("children__gt", 0), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="events_mark_is_presence_or_takes_it_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults__lte", 200), ("children__lte", 200)),
                name="events_mark_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.Length("jpeg"), 0
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("jpeg"), 1048576
                    ),
                ),
                name="events_photo_is_small",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("estimate__isnull", True), ("how", "")),
                    models.Q(("estimate__isnull", False), ("how__in", ["counted", "estimated"])),
                    _connector="OR",
                ),
                name="events_report_estimate_says_how",
                violation_error_message="Say both: how many, and how they were counted.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_reporthistory" ("estimate", "event_id", "held", "how", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "written_at", "written_by_id") VALUES (NEW."estimate", NEW."event_id", NEW."held", NEW."how", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."visits", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="f81c6ec24744c14388b2e78bbe4f7e1a1d01d397",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2dce",
                    table="events_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_reporthistory" ("estimate", "event_id", "held", "how", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "written_at", "written_by_id") VALUES (NEW."estimate", NEW."event_id", NEW."held", NEW."how", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."visits", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="34af8c453c16c6aa9811e05d7b260e1e19e142df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aaa52",
                    table="events_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_reporthistory" ("estimate", "event_id", "held", "how", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "written_at", "written_by_id") VALUES (OLD."estimate", OLD."event_id", OLD."held", OLD."how", OLD."id", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."visits", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="e70718b6e2d90aa077b636dc1a8b196533aef493",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2780e",
                    table="events_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a79ee0087210fafa4e8ab98c30a75b98e71733d9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_290f5",
                    table="events_reporthistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
