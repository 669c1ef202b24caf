import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0012_events_take_registrations")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendee",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendee",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendee",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="attendee",
            name="events_attendee_name_is_readable",
        ),
        migrations.AddField(
            model_name="attendee",
            name="adults_present",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="adults present"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="answers",
            field=models.JSONField(blank=True, default=dict, verbose_name="answers"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cancelled"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="children_present",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="children present"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="consented_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="agreed to the notice"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="forgotten_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="forgotten"
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="form_key",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="attendee",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("es", "Spanish"), ("ht", "Haitian Creole")],
                default="en",
                max_length=2,
                verbose_name="language of mails",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="waiting_since",
            field=models.DateTimeField(
                blank=True,
                help_text="Who came first is first in line.",
                null=True,
                verbose_name="waiting since",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="wants_news",
            field=models.BooleanField(
                default=True,
                help_text="Mails about the registration itself are sent all the same.",
                verbose_name="wants letters and thanks",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="adults_present",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="adults present"),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="answers",
            field=models.JSONField(blank=True, default=dict, verbose_name="answers"),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cancelled"),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="children_present",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="children present"),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="consented_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="agreed to the notice"),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="forgotten_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="forgotten"
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="form_key",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("es", "Spanish"), ("ht", "Haitian Creole")],
                default="en",
                max_length=2,
                verbose_name="language of mails",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="waiting_since",
            field=models.DateTimeField(
                blank=True,
                help_text="Who came first is first in line.",
                null=True,
                verbose_name="waiting since",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="wants_news",
            field=models.BooleanField(
                default=True,
                help_text="Mails about the registration itself are sent all the same.",
                verbose_name="wants letters and thanks",
            ),
        ),
        migrations.AddIndex(
            model_name="attendee",
            index=models.Index(
                condition=models.Q(("status", "waitlisted")),
                fields=["event", "waiting_since", "id"],
                name="events_attendee_in_line",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "adults_present", "answers", "came_from", "cancelled_at", "children", "children_present", "consented_at", "email", "event_id", "forgotten_at", "form_key", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status", "waiting_since", "wants_news") VALUES (NEW."access_needs", NEW."adults", NEW."adults_present", NEW."answers", NEW."came_from", NEW."cancelled_at", NEW."children", NEW."children_present", NEW."consented_at", NEW."email", NEW."event_id", NEW."forgotten_at", NEW."form_key", NEW."id", NEW."language", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."present_at", NEW."present_by_id", NEW."registered_at", NEW."status", NEW."waiting_since", NEW."wants_news"); RETURN NULL;',
                    hash="43a12a655bc4d27ffde7b07e414557d320e00715",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f052",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."access_needs" IS DISTINCT FROM (NEW."access_needs") OR OLD."adults" IS DISTINCT FROM (NEW."adults") OR OLD."adults_present" IS DISTINCT FROM (NEW."adults_present") OR OLD."answers" IS DISTINCT FROM (NEW."answers") OR OLD."came_from" IS DISTINCT FROM (NEW."came_from") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."children" IS DISTINCT FROM (NEW."children") OR OLD."children_present" IS DISTINCT FROM (NEW."children_present") OR OLD."consented_at" IS DISTINCT FROM (NEW."consented_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."forgotten_at" IS DISTINCT FROM (NEW."forgotten_at") OR OLD."form_key" IS DISTINCT FROM (NEW."form_key") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."present_at" IS DISTINCT FROM (NEW."present_at") OR OLD."present_by_id" IS DISTINCT FROM (NEW."present_by_id") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waiting_since" IS DISTINCT FROM (NEW."waiting_since") OR OLD."wants_news" IS DISTINCT FROM (NEW."wants_news"))',
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "adults_present", "answers", "came_from", "cancelled_at", "children", "children_present", "consented_at", "email", "event_id", "forgotten_at", "form_key", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status", "waiting_since", "wants_news") VALUES (NEW."access_needs", NEW."adults", NEW."adults_present", NEW."answers", NEW."came_from", NEW."cancelled_at", NEW."children", NEW."children_present", NEW."consented_at", NEW."email", NEW."event_id", NEW."forgotten_at", NEW."form_key", NEW."id", NEW."language", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."present_at", NEW."present_by_id", NEW."registered_at", NEW."status", NEW."waiting_since", NEW."wants_news"); RETURN NULL;',
                    hash="e766cd7688d594bb4cda3539b890d20f9832663b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c6240",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "adults_present", "answers", "came_from", "cancelled_at", "children", "children_present", "consented_at", "email", "event_id", "forgotten_at", "form_key", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status", "waiting_since", "wants_news") VALUES (OLD."access_needs", OLD."adults", OLD."adults_present", OLD."answers", OLD."came_from", OLD."cancelled_at", OLD."children", OLD."children_present", OLD."consented_at", OLD."email", OLD."event_id", OLD."forgotten_at", OLD."form_key", OLD."id", OLD."language", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."present_at", OLD."present_by_id", OLD."registered_at", OLD."status", OLD."waiting_since", OLD."wants_news"); RETURN NULL;',
                    hash="511fd2af75bedb53e6dc9e0e73c1e0203002d646",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b355",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgotten_at__isnull", False),
                    models.Q(
                        ("name__regex", "\\S"),
                        models.Q(
                            ("name__regex", "[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]"),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="events_attendee_name_is_readable",
                violation_error_message="Write a name, in one line.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "es", "ht"])),
                name="events_attendee_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "cancelled"), ("cancelled_at__isnull", True), _connector="OR"
                ),
                name="events_attendee_cancelled_when_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults_present__lte", 200), ("children_present__lte", 200)),
                name="events_attendee_presence_is_plausible",
                violation_error_message="At most 200 adults and 200 children in one row.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgotten_at__isnull", True),
                    models.Q(
                        ("access_needs", ""),
                        ("answers", {}),
                        ("email", ""),
                        ("form_key__isnull", True),
                        ("name", ""),
                        ("note", ""),
                        ("phone", ""),
                    ),
                    _connector="OR",
                ),
                name="events_attendee_forgotten_is_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                fields=("event", "form_key"), name="events_attendee_form_is_sent_once"
            ),
        ),
    ]
