from django.db import migrations

# Whoever showed a name before this had looked at the rule; the day itself was not kept.
REVIEWED = """
UPDATE incidents_victim SET reviewed_on = current_date
WHERE name_rule <> 'withheld' AND reviewed_on IS NULL
"""
ON_THE_GRID = """
UPDATE incidents_location
SET latitude = round(latitude / 0.002) * 0.002, longitude = round(longitude / 0.002) * 0.002
WHERE latitude IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0008_names_follow_the_family")]

    operations = [
        migrations.RunSQL(REVIEWED, migrations.RunSQL.noop),
        migrations.RunSQL(ON_THE_GRID, migrations.RunSQL.noop),
    ]
