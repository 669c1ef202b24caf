from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0009_names_and_points_of_before"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_rule", "withheld"), ("reviewed_on__isnull", False), _connector="OR"
                ),
                name="incidents_victim_shown_name_was_reviewed",
            ),
        ),
    ]
