import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_newest_listing_first"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=150, verbose_name="question")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "a line of text"),
                            ("choice", "one of several choices"),
                            ("number", "a whole number"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="choices",
                    ),
                ),
                ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("retired", models.BooleanField(default=False, verbose_name="no longer asked")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=150, verbose_name="question")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "a line of text"),
                            ("choice", "one of several choices"),
                            ("number", "a whole number"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="choices",
                    ),
                ),
                ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("retired", models.BooleanField(default=False, verbose_name="no longer asked")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="event",
            name="closes_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty: when the event is over.",
                null=True,
                verbose_name="registration closes",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="contact_needed",
            field=models.BooleanField(
                default=True,
                help_text="Without it people can register with a name only.",
                verbose_name="e-mail or phone needed",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="largest_party",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="How many people one registration may bring, children included.",
                verbose_name="largest party",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="opens_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty: at once.",
                null=True,
                verbose_name="registration opens",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="registration",
            field=models.CharField(
                choices=[
                    ("none", "not needed: people just come"),
                    ("open", "open"),
                    ("closed", "closed"),
                ],
                default="none",
                max_length=10,
                verbose_name="registration",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="reminder",
            field=models.BooleanField(default=True, verbose_name="reminder by mail the day before"),
        ),
        migrations.AddField(
            model_name="event",
            name="thank_you",
            field=models.BooleanField(default=True, verbose_name="thank-you by mail the day after"),
        ),
        migrations.AddField(
            model_name="event",
            name="waiting_list",
            field=models.BooleanField(
                default=True,
                help_text="Offered when all places are taken.",
                verbose_name="waiting list",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="closes_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty: when the event is over.",
                null=True,
                verbose_name="registration closes",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="contact_needed",
            field=models.BooleanField(
                default=True,
                help_text="Without it people can register with a name only.",
                verbose_name="e-mail or phone needed",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="largest_party",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="How many people one registration may bring, children included.",
                verbose_name="largest party",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="opens_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty: at once.",
                null=True,
                verbose_name="registration opens",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="registration",
            field=models.CharField(
                choices=[
                    ("none", "not needed: people just come"),
                    ("open", "open"),
                    ("closed", "closed"),
                ],
                default="none",
                max_length=10,
                verbose_name="registration",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="reminder",
            field=models.BooleanField(default=True, verbose_name="reminder by mail the day before"),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="thank_you",
            field=models.BooleanField(default=True, verbose_name="thank-you by mail the day after"),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="waiting_list",
            field=models.BooleanField(
                default=True,
                help_text="Offered when all places are taken.",
                verbose_name="waiting list",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "closes_at", "contact", "contact_needed", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "largest_party", "neighborhood_id", "notes", "opens_at", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "registration", "reminder", "slug", "start_date", "start_time", "status", "thank_you", "title", "updated_at", "waiting_list", "wheelchair_access", "written_in") VALUES (NEW."campaign_id", NEW."capacity", NEW."city_id", NEW."closes_at", NEW."contact", NEW."contact_needed", NEW."created_at", NEW."description", NEW."end_date", NEW."end_time", NEW."id", NEW."inference", NEW."is_free", NEW."languages", NEW."largest_party", NEW."neighborhood_id", NEW."notes", NEW."opens_at", NEW."park_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_as_printed", NEW."publication", NEW."rain_plan", NEW."registration", NEW."reminder", NEW."slug", NEW."start_date", NEW."start_time", NEW."status", NEW."thank_you", NEW."title", NEW."updated_at", NEW."waiting_list", NEW."wheelchair_access", NEW."written_in"); RETURN NULL;',
                    hash="1bc4fcb877f37e0ba1c2df9e27660297786d6ef9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82b94",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."campaign_id" IS DISTINCT FROM (NEW."campaign_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."contact_needed" IS DISTINCT FROM (NEW."contact_needed") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."end_time" IS DISTINCT FROM (NEW."end_time") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inference" IS DISTINCT FROM (NEW."inference") OR OLD."is_free" IS DISTINCT FROM (NEW."is_free") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."neighborhood_id" IS DISTINCT FROM (NEW."neighborhood_id") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."park_id" IS DISTINCT FROM (NEW."park_id") OR OLD."place_as_printed" IS DISTINCT FROM (NEW."place_as_printed") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."rain_plan" IS DISTINCT FROM (NEW."rain_plan") OR OLD."registration" IS DISTINCT FROM (NEW."registration") OR OLD."reminder" IS DISTINCT FROM (NEW."reminder") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."start_time" IS DISTINCT FROM (NEW."start_time") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."thank_you" IS DISTINCT FROM (NEW."thank_you") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."waiting_list" IS DISTINCT FROM (NEW."waiting_list") OR OLD."wheelchair_access" IS DISTINCT FROM (NEW."wheelchair_access") OR OLD."written_in" IS DISTINCT FROM (NEW."written_in"))',
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "closes_at", "contact", "contact_needed", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "largest_party", "neighborhood_id", "notes", "opens_at", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "registration", "reminder", "slug", "start_date", "start_time", "status", "thank_you", "title", "updated_at", "waiting_list", "wheelchair_access", "written_in") VALUES (NEW."campaign_id", NEW."capacity", NEW."city_id", NEW."closes_at", NEW."contact", NEW."contact_needed", NEW."created_at", NEW."description", NEW."end_date", NEW."end_time", NEW."id", NEW."inference", NEW."is_free", NEW."languages", NEW."largest_party", NEW."neighborhood_id", NEW."notes", NEW."opens_at", NEW."park_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_as_printed", NEW."publication", NEW."rain_plan", NEW."registration", NEW."reminder", NEW."slug", NEW."start_date", NEW."start_time", NEW."status", NEW."thank_you", NEW."title", NEW."updated_at", NEW."waiting_list", NEW."wheelchair_access", NEW."written_in"); RETURN NULL;',
                    hash="ee5b39c4f7d770a176a219864d7ec470d1426b54",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73f59",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "closes_at", "contact", "contact_needed", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "largest_party", "neighborhood_id", "notes", "opens_at", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "registration", "reminder", "slug", "start_date", "start_time", "status", "thank_you", "title", "updated_at", "waiting_list", "wheelchair_access", "written_in") VALUES (OLD."campaign_id", OLD."capacity", OLD."city_id", OLD."closes_at", OLD."contact", OLD."contact_needed", OLD."created_at", OLD."description", OLD."end_date", OLD."end_time", OLD."id", OLD."inference", OLD."is_free", OLD."languages", OLD."largest_party", OLD."neighborhood_id", OLD."notes", OLD."opens_at", OLD."park_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_as_printed", OLD."publication", OLD."rain_plan", OLD."registration", OLD."reminder", OLD."slug", OLD."start_date", OLD."start_time", OLD."status", OLD."thank_you", OLD."title", OLD."updated_at", OLD."waiting_list", OLD."wheelchair_access", OLD."written_in"); RETURN NULL;',
                    hash="951d8abe2a902c9915a63f2635c6f9084b02338d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d74a6",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("registration__in", ["none", "open", "closed"])),
                name="events_event_registration_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at__isnull", True),
                    ("closes_at__isnull", True),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="events_event_registration_opens_before_it_closes",
                violation_error_message="Registration closes before it opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("largest_party__gte", 1), ("largest_party__lte", 200)),
                name="events_event_largest_party_is_plausible",
                violation_error_message="One registration brings between 1 and 200 people.",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="questionhistory",
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
            model_name="questionhistory",
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
            model_name="questionhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.question",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="events_question_text_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "choice", "number"])),
                name="events_question_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "choice"), _negated=True),
                    ("choices__len__gte", 2),
                    _connector="OR",
                ),
                name="events_question_offers_choices",
                violation_error_message="Give at least two choices.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_questionhistory" ("choices", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "required", "retired", "text") VALUES (NEW."choices", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."required", NEW."retired", NEW."text"); RETURN NULL;',
                    hash="3c5e72012a2966d74876ba8f78a9672728ffb980",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2f805",
                    table="events_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_questionhistory" ("choices", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "required", "retired", "text") VALUES (NEW."choices", NEW."event_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."required", NEW."retired", NEW."text"); RETURN NULL;',
                    hash="1141ec6cea01dc2880959d31c5b966c6d2accfe0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d80c1",
                    table="events_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_questionhistory" ("choices", "event_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "required", "retired", "text") VALUES (OLD."choices", OLD."event_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."required", OLD."retired", OLD."text"); RETURN NULL;',
                    hash="d948a14134c9fc9cd467933a3a490b5a2b622ee6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_18708",
                    table="events_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c797903d95b617c07656f460049b90f748a65fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b9e91",
                    table="events_questionhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
