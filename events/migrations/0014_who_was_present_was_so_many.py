from django.db import migrations

# Until now presence was a yes or a no of the whole party, and the waiting list had no order but
# that of registering.
FILL = """
UPDATE events_attendee SET adults_present = adults, children_present = children
WHERE present_at IS NOT NULL;
UPDATE events_attendee SET waiting_since = registered_at WHERE status = 'waitlisted';
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0013_attendees_wait_answer_and_come")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
