import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0004_texts_say_their_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="span",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("occurred_from"),
                    django.db.models.functions.comparison.Greatest(
                        models.F("occurred_from"), models.F("occurred_to")
                    ),
                    models.Value("[]"),
                    function="daterange",
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                ),
                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["span"], name="incidents_by_span"
            ),
        ),
    ]
