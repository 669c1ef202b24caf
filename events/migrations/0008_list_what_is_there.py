from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0007_triggers_keep_the_listing")]

    operations = [
        migrations.RunSQL(
            "SELECT events_relist(array(SELECT id FROM events_event))", migrations.RunSQL.noop
        ),
    ]
