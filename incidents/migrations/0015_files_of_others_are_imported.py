"""What files of others said, and the runs that read them; first versions of many rows at once."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_how_much_of_a_victims_name_is_shown"),
        ("incidents", "0014_merges_are_flat"),
        ("sources", "0002_pages_grow_stale_with_each_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(max_length=100, verbose_name="reference")),
                ("said", models.JSONField(verbose_name="what the file said last")),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        size=None,
                        verbose_name="numbers of the people",
                    ),
                ),
                (
                    "gone",
                    models.JSONField(default=list, verbose_name="people whom the last file lacks"),
                ),
            ],
            options={
                "verbose_name": "imported record",
                "verbose_name_plural": "imported records",
            },
        ),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("content", models.BinaryField(verbose_name="content")),
            ],
            options={
                "verbose_name": "piece of an uploaded file",
                "verbose_name_plural": "pieces of an uploaded file",
                "ordering": ["run", "number"],
            },
        ),
        migrations.CreateModel(
            name="ImportRemark",
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
                            ("no_key", "no reference of the incident"),
                            ("long_key", "the reference is longer than 100 signs"),
                            ("cells", "more or fewer cells than the header has"),
                            ("bad_line", "not readable as JSON"),
                            ("no_date", "no date"),
                            ("bad_date", "not a date as the mapping has it"),
                            ("future", "a day that is still to come"),
                            ("no_place", "no place"),
                            ("unknown_place", "place not found"),
                            ("unknown_value", "a value that the mapping does not know"),
                            ("bad_time", "not a time as the mapping has it"),
                            ("bad_age", "not an age from 0 to 120"),
                            ("bad_point", "not a point on the map"),
                            ("far_point", "a point far from the place that is named"),
                            ("unknown_hood", "neighborhood not found"),
                            ("too_long", "too long a text"),
                            ("door", "may hold a house number"),
                            ("bad_list", "not a list as the mapping has it"),
                            ("differs", "differs from the first row of the same incident"),
                            ("decided", "a person decided otherwise"),
                            ("deleted", "the incident was deleted by staff"),
                            ("merged", "the incident was merged into another"),
                            ("hidden", "the incident is hidden by staff"),
                            ("other_agency", "the incident belongs to another agency"),
                            ("person_deleted", "a person was deleted by staff"),
                            ("person_gone", "a person is no longer in the file"),
                            ("name_held", "the family asked to hold the name back"),
                            ("name_removed", "the family asked to remove the name"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=100, verbose_name="reference"),
                ),
                ("column", models.CharField(blank=True, max_length=100, verbose_name="column")),
                ("value", models.CharField(blank=True, max_length=80, verbose_name="value")),
            ],
            options={
                "verbose_name": "remark of an import",
                "verbose_name_plural": "remarks of an import",
                "ordering": ["run", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="sum of the file")),
                ("mapping", models.TextField(verbose_name="mapping")),
                (
                    "state",
                    models.CharField(
                        choices=[("tried", "tried: nothing was written"), ("applied", "applied")],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                ("places", models.JSONField(default=list, verbose_name="places not found")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "verbose_name": "import of a file",
                "verbose_name_plural": "imports of files",
                "ordering": ["-pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incident",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incidentsource",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="location",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="victim",
            name="insert_insert",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "merged_into_id", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at", "written_in") SELECT new_values."agency_id", new_values."circumstance", new_values."created_at", new_values."date_as_printed", new_values."id", new_values."inference", new_values."merged_into_id", new_values."notes", new_values."occurred_at", new_values."occurred_from", new_values."occurred_to", new_values."offense", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."publication", new_values."summary", new_values."updated_at", new_values."written_in" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="96a3be7612a30616387e73b4a0a25e750d77838a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_edffb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_incidentsourcehistory" ("fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") SELECT new_values."fact", new_values."id", new_values."incident_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="93bb65a28146d7194ca57d9c8449e827d3736740",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1ad0a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="incidents_incidentsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_locationhistory" ("city_id", "county_id", "id", "incident_id", "latitude", "longitude", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "public_text") SELECT new_values."city_id", new_values."county_id", new_values."id", new_values."incident_id", new_values."latitude", new_values."longitude", new_values."neighborhood_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."public_text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="34f382889ff6a91941d2ce0225adbe952bd78667",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6855",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="incidents_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "hold", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_by_id", "reviewed_on") SELECT new_values."age", new_values."age_group", new_values."external_id", new_values."hold", new_values."id", new_values."incident_id", new_values."name", new_values."name_basis", new_values."name_rule", new_values."notes", new_values."outcome", new_values."outcome_source_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reviewed_by_id", new_values."reviewed_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="700a3749ba4a422fca43f98fbcf78d00ebde9b36",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f241",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="importedrecord",
            name="incident",
            field=models.ForeignKey(
                help_text="Empty where staff deleted it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="imported_as",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="importedrecord",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_runs",
                to="agencies.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="source",
            field=models.ForeignKey(
                help_text="Entered with the first run that is applied.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_runs",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="importremark",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remarks",
                to="incidents.importrun",
            ),
        ),
        migrations.AddField(
            model_name="importpiece",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pieces",
                to="incidents.importrun",
            ),
        ),
        migrations.AddField(
            model_name="importedrecord",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="incidents.importrun",
                verbose_name="run",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["tried", "applied"])),
                name="incidents_importrun_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                name="incidents_importrun_file_has_a_sum",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "tried"), ("source__isnull", False), _connector="OR"),
                name="incidents_importrun_applied_has_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="importremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "no_key",
                            "long_key",
                            "cells",
                            "bad_line",
                            "no_date",
                            "bad_date",
                            "future",
                            "no_place",
                            "unknown_place",
                            "unknown_value",
                            "bad_time",
                            "bad_age",
                            "bad_point",
                            "far_point",
                            "unknown_hood",
                            "too_long",
                            "door",
                            "bad_list",
                            "differs",
                            "decided",
                            "deleted",
                            "merged",
                            "hidden",
                            "other_agency",
                            "person_deleted",
                            "person_gone",
                            "name_held",
                            "name_removed",
                        ],
                    )
                ),
                name="incidents_importremark_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importpiece",
            constraint=models.UniqueConstraint(
                fields=("run", "number"), name="incidents_importpiece_has_its_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedrecord",
            constraint=models.UniqueConstraint(
                fields=("source", "external_id"), name="incidents_importedrecord_is_known_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                name="incidents_importedrecord_has_reference",
            ),
        ),
    ]
