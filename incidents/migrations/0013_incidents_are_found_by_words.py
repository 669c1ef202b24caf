"""Words of the summary, of the place and of names as they are shown; points, for the map.

Words are columns: to work them out again for each row costs a hundred times what reading them costs.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import nightout.places.models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0012_whom_to_call"),
        ("places", "0004_find_what_is_near_and_hoods_by_name"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="location",
            name="update_update",
        ),
        migrations.AddField(
            model_name="incident",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    nightout.places.models.Fold("summary"),
                    nightout.places.models.Fold("date_as_printed"),
                    config="simple",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    nightout.places.models.Fold("public_text"), config="simple"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="incidents_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="location",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="incidents_location_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(
                fields=["latitude", "longitude"],
                condition=models.Q(("latitude__isnull", False)),
                name="incidents_location_by_point",
            ),
        ),
        migrations.AddIndex(
            model_name="victim",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    nightout.places.models.Fold("public_name"), name="gin_trgm_ops"
                ),
                condition=models.Q(("public_name", ""), _negated=True),
                name="incidents_victim_by_shown_name",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."county_id" IS DISTINCT FROM (NEW."county_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."neighborhood_id" IS DISTINCT FROM (NEW."neighborhood_id") OR OLD."precision" IS DISTINCT FROM (NEW."precision") OR OLD."public_text" IS DISTINCT FROM (NEW."public_text"))',
                    func='INSERT INTO "incidents_locationhistory" ("city_id", "county_id", "id", "incident_id", "latitude", "longitude", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "public_text") VALUES (NEW."city_id", NEW."county_id", NEW."id", NEW."incident_id", NEW."latitude", NEW."longitude", NEW."neighborhood_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."public_text"); RETURN NULL;',
                    hash="e458728a720636ad240671c63bcd35c28f6498fc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3dbe",
                    table="incidents_location",
                    when="AFTER",
                ),
            ),
        ),
    ]
