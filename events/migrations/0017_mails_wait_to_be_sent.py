import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0016_seats")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("attending", "everyone who has a place"),
                            ("waitlisted", "everyone on the waiting list"),
                            ("everyone", "everyone who has not cancelled"),
                        ],
                        default="attending",
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(max_length=5000, verbose_name="text")),
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
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirmation", "confirmation"),
                            ("again", "registered already"),
                            ("changed", "registration changed"),
                            ("cancelled", "registration cancelled"),
                            ("promoted", "a place has become free"),
                            ("event_changed", "the event has changed"),
                            ("event_cancelled", "the event is cancelled"),
                            ("reminder", "reminder"),
                            ("thank_you", "thank-you"),
                            ("letter", "letter of the organizer"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="about the day")),
                (
                    "before",
                    models.JSONField(blank=True, null=True, verbose_name="as it was before"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "due_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="to be sent"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "given_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="given up"),
                ),
                (
                    "trouble",
                    models.CharField(blank=True, max_length=200, verbose_name="what went wrong"),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="letter",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="attendee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="events.attendee",
                verbose_name="attendee",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="events.letter",
                verbose_name="letter",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("subject__regex", "\\S"),
                    models.Q(("subject__regex", "[\\x01-\\x1f\\x7f]"), _negated=True),
                    ("text__regex", "\\S"),
                ),
                name="events_letter_says_something",
                violation_error_message="Write a subject, in one line, and a text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["attending", "waitlisted", "everyone"])),
                name="events_letter_audience_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("written_in__in", ["en", "es", "ht"])),
                name="events_letter_language_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", True), ("sent_at__isnull", True)),
                fields=["due_at", "id"],
                name="events_message_due",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", False)),
                fields=["-given_up_at"],
                name="events_message_given_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "confirmation",
                            "again",
                            "changed",
                            "cancelled",
                            "promoted",
                            "event_changed",
                            "event_cancelled",
                            "reminder",
                            "thank_you",
                            "letter",
                        ],
                    )
                ),
                name="events_message_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "letter"), ("letter__isnull", False)),
                    models.Q(models.Q(("kind", "letter"), _negated=True), ("letter__isnull", True)),
                    _connector="OR",
                ),
                name="events_message_of_a_letter_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True), ("given_up_at__isnull", True), _connector="OR"
                ),
                name="events_message_is_sent_or_given_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("attendee", "kind", "day"), name="events_message_is_one_for_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("attendee", "letter"), name="events_message_is_one_for_a_letter"
            ),
        ),
    ]
