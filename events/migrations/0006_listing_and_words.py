import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# The row goes with its event, whoever deletes that. The planner must know rare words from common
# ones: with the statistics of a plain column it reads half a million events to find ten.
TABLE = """
ALTER TABLE events_listing
    ADD CONSTRAINT events_listing_is_of_an_event
    FOREIGN KEY (event_id) REFERENCES events_event (id) ON DELETE CASCADE,
    ALTER COLUMN words SET STATISTICS 5000;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0005_pages_grow_stale_with_each_change")]

    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField()),
                ("words", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "word",
                    models.TextField(db_collation="C", primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="listing",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["words"], name="events_listing_words"
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="events_word_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunSQL(TABLE, migrations.RunSQL.noop),
    ]
