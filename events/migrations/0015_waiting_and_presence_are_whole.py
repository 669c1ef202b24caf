from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0014_who_was_present_was_so_many")]

    operations = [
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "waitlisted"), ("waiting_since__isnull", False)),
                    models.Q(
                        models.Q(("status", "waitlisted"), _negated=True),
                        ("waiting_since__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="events_attendee_waits_since_a_moment",
                violation_error_message="Only who is on the waiting list waits since a moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adults_present", 0), ("children_present", 0), ("present_at__isnull", True)
                    ),
                    models.Q(
                        ("present_at__isnull", False),
                        models.Q(
                            ("adults_present__gt", 0), ("children_present__gt", 0), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="events_attendee_presence_is_counted",
                violation_error_message="Who is present is at least one person.",
            ),
        ),
    ]
