import datetime

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import incidents.models.victim
import nightout.datespan


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_agencies"),
        ("incidents", "0001_initials"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0002_gazetteer"),
        ("sources", "0001_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("cleared_by_arrest", "cleared by arrest"),
                            ("cleared_exceptionally", "cleared exceptionally"),
                            ("closed", "closed otherwise"),
                        ],
                        max_length=30,
                        verbose_name="case",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "said_by",
                    models.CharField(blank=True, max_length=150, verbose_name="who says so"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "status of a case",
                "verbose_name_plural": "statuses of a case",
                "ordering": ["-as_of", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occurred_from", models.DateField(verbose_name="first day")),
                ("occurred_to", models.DateField(verbose_name="last day")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("time", "the minute is known"),
                            ("day", "the day is known"),
                            ("weekend", "a weekend (Saturday and Sunday)"),
                            ("week", "a week (Monday to Sunday)"),
                            ("range", "from one day to another"),
                            ("month", "a month"),
                            ("year", "a year"),
                        ],
                        max_length=20,
                        verbose_name="how exactly the date is known",
                    ),
                ),
                ("occurred_at", models.TimeField(blank=True, null=True, verbose_name="time")),
                (
                    "date_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="The source's own words, such as “Father's Day”.",
                        max_length=200,
                        verbose_name="date as printed",
                    ),
                ),
                (
                    "offense",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("09A", "09A murder and nonnegligent manslaughter"),
                            ("09B", "09B negligent manslaughter"),
                            ("09C", "09C justifiable homicide"),
                            ("120", "120 robbery"),
                            ("13A", "13A aggravated assault"),
                            ("520", "520 weapon law violation"),
                            ("90Z", "90Z all other offenses"),
                        ],
                        max_length=3,
                        verbose_name="offense (NIBRS)",
                    ),
                ),
                (
                    "circumstance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "01 argument"),
                            ("02", "02 assault on a law enforcement officer"),
                            ("03", "03 drug dealing"),
                            ("04", "04 organized crime"),
                            ("05", "05 juvenile gang"),
                            ("06", "06 domestic violence"),
                            ("07", "07 mercy killing"),
                            ("08", "08 other felony involved"),
                            ("09", "09 other circumstances"),
                            ("10", "10 unknown circumstances"),
                        ],
                        max_length=2,
                        verbose_name="circumstance (NIBRS)",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="What is known, in plain words. Shown to everyone. No names, no suspects.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "inference",
                    models.TextField(
                        blank=True,
                        help_text="What the sources do not say themselves. Shown to everyone.",
                        verbose_name="what we infer",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Never shown to the public.",
                        verbose_name="notes for staff",
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[("draft", "draft"), ("public", "public"), ("hidden", "hidden")],
                        default="draft",
                        help_text="A manager of the agency makes it public.",
                        max_length=20,
                        verbose_name="publication",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency that answers for this record.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ["-occurred_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseStatusHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("cleared_by_arrest", "cleared by arrest"),
                            ("cleared_exceptionally", "cleared exceptionally"),
                            ("closed", "closed otherwise"),
                        ],
                        max_length=30,
                        verbose_name="case",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "said_by",
                    models.CharField(blank=True, max_length=150, verbose_name="who says so"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.casestatus",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="casestatus",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case_statuses",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.CreateModel(
            name="IncidentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("occurred_from", models.DateField(verbose_name="first day")),
                ("occurred_to", models.DateField(verbose_name="last day")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("time", "the minute is known"),
                            ("day", "the day is known"),
                            ("weekend", "a weekend (Saturday and Sunday)"),
                            ("week", "a week (Monday to Sunday)"),
                            ("range", "from one day to another"),
                            ("month", "a month"),
                            ("year", "a year"),
                        ],
                        max_length=20,
                        verbose_name="how exactly the date is known",
                    ),
                ),
                ("occurred_at", models.TimeField(blank=True, null=True, verbose_name="time")),
                (
                    "date_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="The source's own words, such as “Father's Day”.",
                        max_length=200,
                        verbose_name="date as printed",
                    ),
                ),
                (
                    "offense",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("09A", "09A murder and nonnegligent manslaughter"),
                            ("09B", "09B negligent manslaughter"),
                            ("09C", "09C justifiable homicide"),
                            ("120", "120 robbery"),
                            ("13A", "13A aggravated assault"),
                            ("520", "520 weapon law violation"),
                            ("90Z", "90Z all other offenses"),
                        ],
                        max_length=3,
                        verbose_name="offense (NIBRS)",
                    ),
                ),
                (
                    "circumstance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "01 argument"),
                            ("02", "02 assault on a law enforcement officer"),
                            ("03", "03 drug dealing"),
                            ("04", "04 organized crime"),
                            ("05", "05 juvenile gang"),
                            ("06", "06 domestic violence"),
                            ("07", "07 mercy killing"),
                            ("08", "08 other felony involved"),
                            ("09", "09 other circumstances"),
                            ("10", "10 unknown circumstances"),
                        ],
                        max_length=2,
                        verbose_name="circumstance (NIBRS)",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="What is known, in plain words. Shown to everyone. No names, no suspects.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "inference",
                    models.TextField(
                        blank=True,
                        help_text="What the sources do not say themselves. Shown to everyone.",
                        verbose_name="what we infer",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Never shown to the public.",
                        verbose_name="notes for staff",
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[("draft", "draft"), ("public", "public"), ("hidden", "hidden")],
                        default="draft",
                        help_text="A manager of the agency makes it public.",
                        max_length=20,
                        verbose_name="publication",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The agency that answers for this record.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.incident",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncidentLink",
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
                            ("related", "related"),
                            ("connected", "police say they are connected"),
                            ("possible_duplicate", "may be the same incident"),
                        ],
                        max_length=20,
                        verbose_name="how linked",
                    ),
                ),
                ("said_by", models.CharField(max_length=150, verbose_name="who says so")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="incidents.incident",
                        verbose_name="other incident",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "link between incidents",
                "verbose_name_plural": "links between incidents",
            },
        ),
        migrations.CreateModel(
            name="IncidentLinkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("related", "related"),
                            ("connected", "police say they are connected"),
                            ("possible_duplicate", "may be the same incident"),
                        ],
                        max_length=20,
                        verbose_name="how linked",
                    ),
                ),
                ("said_by", models.CharField(max_length=150, verbose_name="who says so")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="other incident",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.incidentlink",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncidentSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        blank=True,
                        help_text="Which facts rest on it.",
                        max_length=200,
                        verbose_name="what it says",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_citations",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of an incident",
                "verbose_name_plural": "sources of an incident",
            },
        ),
        migrations.CreateModel(
            name="IncidentSourceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "fact",
                    models.CharField(
                        blank=True,
                        help_text="Which facts rest on it.",
                        max_length=200,
                        verbose_name="what it says",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.incidentsource",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("block", "the block is known"),
                            ("crossing", "the crossing is known"),
                            ("neighborhood", "the neighborhood is known"),
                            ("city", "the city is known"),
                            ("county", "the county is known"),
                        ],
                        max_length=20,
                        verbose_name="how exactly the place is known",
                    ),
                ),
                (
                    "public_text",
                    models.CharField(
                        blank=True,
                        help_text="Block or crossing, never a house number. Shown to everyone.",
                        max_length=200,
                        verbose_name="place in words",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_locations",
                        to="places.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where the city is not known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_locations",
                        to="places.county",
                        verbose_name="county",
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="location",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "neighborhood",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_locations",
                        to="places.neighborhood",
                        verbose_name="neighborhood",
                    ),
                ),
            ],
            options={
                "verbose_name": "place of an incident",
                "verbose_name_plural": "places of incidents",
            },
        ),
        migrations.CreateModel(
            name="LocationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("block", "the block is known"),
                            ("crossing", "the crossing is known"),
                            ("neighborhood", "the neighborhood is known"),
                            ("city", "the city is known"),
                            ("county", "the county is known"),
                        ],
                        max_length=20,
                        verbose_name="how exactly the place is known",
                    ),
                ),
                (
                    "public_text",
                    models.CharField(
                        blank=True,
                        help_text="Block or crossing, never a house number. Shown to everyone.",
                        max_length=200,
                        verbose_name="place in words",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Only where the city is not known.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.county",
                        verbose_name="county",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "neighborhood",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.neighborhood",
                        verbose_name="neighborhood",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TipLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "number_printed",
                    models.CharField(
                        help_text="Such as 305-471-TIPS.",
                        max_length=40,
                        verbose_name="number as printed",
                    ),
                ),
                (
                    "number_dialled",
                    models.CharField(
                        help_text="Digits: 305-471-8477.",
                        max_length=20,
                        verbose_name="number as dialled",
                    ),
                ),
                (
                    "anonymous",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="callers may stay anonymous"
                    ),
                ),
                (
                    "reward",
                    models.BooleanField(blank=True, null=True, verbose_name="a reward is possible"),
                ),
                (
                    "reward_amount",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Only as a source states it. A new amount is a new row with its dates.",
                        null=True,
                        verbose_name="reward in dollars",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tip_lines",
                        to="places.city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tip_lines",
                        to="places.county",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "tip line",
                "verbose_name_plural": "tip lines",
                "ordering": ["name", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="TipLineHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "number_printed",
                    models.CharField(
                        help_text="Such as 305-471-TIPS.",
                        max_length=40,
                        verbose_name="number as printed",
                    ),
                ),
                (
                    "number_dialled",
                    models.CharField(
                        help_text="Digits: 305-471-8477.",
                        max_length=20,
                        verbose_name="number as dialled",
                    ),
                ),
                (
                    "anonymous",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="callers may stay anonymous"
                    ),
                ),
                (
                    "reward",
                    models.BooleanField(blank=True, null=True, verbose_name="a reward is possible"),
                ),
                (
                    "reward_amount",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Only as a source states it. A new amount is a new row with its dates.",
                        null=True,
                        verbose_name="reward in dollars",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.county",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.tipline",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Victim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty where the person is not named. They count all the same.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_rule",
                    models.CharField(
                        choices=[
                            ("withheld", "withheld"),
                            ("initials", "initials"),
                            ("full", "full name"),
                        ],
                        default="withheld",
                        help_text="Withheld, unless there is a reason to show it. Minors and survivors stay withheld unless the family agreed.",
                        max_length=20,
                        verbose_name="show the name",
                    ),
                ),
                (
                    "name_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("published", "published by a source"),
                            ("family", "the family agreed"),
                            ("agency", "rule of the agency"),
                        ],
                        max_length=20,
                        verbose_name="reason to show it",
                    ),
                ),
                (
                    "public_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(name_rule="full", then=models.F("name")),
                            models.When(
                                name_rule="initials",
                                then=incidents.models.victim.Initials(models.F("name")),
                            ),
                            default=models.Value(""),
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty where it is not stated; never 0 for that.",
                        null=True,
                        verbose_name="age",
                    ),
                ),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_18", "under 18"),
                            ("18_24", "18 to 24"),
                            ("25_44", "25 to 44"),
                            ("45_64", "45 to 64"),
                            ("65_up", "65 and older"),
                        ],
                        max_length=20,
                        verbose_name="age group",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("killed", "killed"),
                            ("injured", "injured"),
                            ("shot_not_stated", "shot; outcome not stated"),
                            ("survived", "survived; injury not stated"),
                            ("unharmed", "unharmed"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        help_text="Only what a source says: “shot” alone does not say killed or survived.",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Never shown to the public.",
                        verbose_name="notes for staff",
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, max_length=100, null=True, unique=True, verbose_name="reference"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="victims",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "outcome_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                        verbose_name="source of name, age and outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "victim",
                "verbose_name_plural": "victims",
                "ordering": ["incident", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VictimHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty where the person is not named. They count all the same.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_rule",
                    models.CharField(
                        choices=[
                            ("withheld", "withheld"),
                            ("initials", "initials"),
                            ("full", "full name"),
                        ],
                        default="withheld",
                        help_text="Withheld, unless there is a reason to show it. Minors and survivors stay withheld unless the family agreed.",
                        max_length=20,
                        verbose_name="show the name",
                    ),
                ),
                (
                    "name_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("published", "published by a source"),
                            ("family", "the family agreed"),
                            ("agency", "rule of the agency"),
                        ],
                        max_length=20,
                        verbose_name="reason to show it",
                    ),
                ),
                (
                    "age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty where it is not stated; never 0 for that.",
                        null=True,
                        verbose_name="age",
                    ),
                ),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_18", "under 18"),
                            ("18_24", "18 to 24"),
                            ("25_44", "25 to 44"),
                            ("45_64", "45 to 64"),
                            ("65_up", "65 and older"),
                        ],
                        max_length=20,
                        verbose_name="age group",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("killed", "killed"),
                            ("injured", "injured"),
                            ("shot_not_stated", "shot; outcome not stated"),
                            ("survived", "survived; injury not stated"),
                            ("unharmed", "unharmed"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        help_text="Only what a source says: “shot” alone does not say killed or survived.",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Never shown to the public.",
                        verbose_name="notes for staff",
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, max_length=100, null=True, verbose_name="reference"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "outcome_source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                        verbose_name="source of name, age and outcome",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="incidents.victim",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["-occurred_from", "-id"], name="incidents_by_date"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("publication", "public")),
                fields=["-occurred_from", "-id"],
                name="incidents_public_by_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("occurred_from__gte", datetime.date(1900, 1, 1)),
                    ("occurred_to__lte", datetime.date(2100, 12, 31)),
                ),
                name="incidents_incident_span_is_in_our_time",
                violation_error_message="The year must lie between 1900 and 2100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("occurred_to__gte", models.F("occurred_from"))),
                name="incidents_incident_span_is_in_order",
                violation_error_message="The last day must not come before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("precision__in", ["time", "day", "weekend", "week", "range", "month", "year"])
                ),
                name="incidents_incident_span_precision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "day"), _negated=True),
                    ("occurred_from", models.F("occurred_to")),
                    _connector="OR",
                ),
                name="incidents_incident_span_day_is_whole",
                violation_error_message="A known day is one day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "time"), _negated=True),
                    ("occurred_from", models.F("occurred_to")),
                    _connector="OR",
                ),
                name="incidents_incident_span_time_is_whole",
                violation_error_message="A known minute lies on one day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "weekend"), _negated=True),
                    models.Q(
                        ("occurred_from__iso_week_day", 6),
                        (
                            "occurred_to",
                            django.db.models.expressions.CombinedExpression(
                                models.F("occurred_from"),
                                "+",
                                models.Value(datetime.timedelta(days=1)),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="incidents_incident_span_weekend_is_whole",
                violation_error_message="A weekend is a Saturday and the Sunday after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "week"), _negated=True),
                    models.Q(
                        (
                            "occurred_from",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="(date_trunc('week', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "occurred_to",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="((date_trunc('week', (%(expressions)s)::timestamp) + interval '1 week' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="incidents_incident_span_week_is_whole",
                violation_error_message="A week goes from Monday to Sunday.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "month"), _negated=True),
                    models.Q(
                        (
                            "occurred_from",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="(date_trunc('month', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "occurred_to",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="((date_trunc('month', (%(expressions)s)::timestamp) + interval '1 month' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="incidents_incident_span_month_is_whole",
                violation_error_message="A month goes from its first to its last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "year"), _negated=True),
                    models.Q(
                        (
                            "occurred_from",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="(date_trunc('year', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "occurred_to",
                            nightout.datespan._Whole(
                                models.F("occurred_from"),
                                template="((date_trunc('year', (%(expressions)s)::timestamp) + interval '1 year' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="incidents_incident_span_year_is_whole",
                violation_error_message="A year goes from 1 January to 31 December.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("occurred_at__isnull", True),
                        models.Q(("precision", "time"), _negated=True),
                    ),
                    models.Q(("occurred_at__isnull", False), ("precision", "time")),
                    _connector="OR",
                ),
                name="incidents_incident_span_time_and_precision_agree",
                violation_error_message="A time is given exactly where the minute is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offense", ""),
                    ("offense__in", ["09A", "09B", "09C", "120", "13A", "520", "90Z"]),
                    _connector="OR",
                ),
                name="incidents_incident_offense_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("circumstance", ""),
                    (
                        "circumstance__in",
                        ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"],
                    ),
                    _connector="OR",
                ),
                name="incidents_incident_circumstance_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication__in", ["draft", "public", "hidden"])),
                name="incidents_incident_publication_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at") VALUES (NEW."agency_id", NEW."circumstance", NEW."created_at", NEW."date_as_printed", NEW."id", NEW."inference", NEW."notes", NEW."occurred_at", NEW."occurred_from", NEW."occurred_to", NEW."offense", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."precision", NEW."publication", NEW."summary", NEW."updated_at"); RETURN NULL;',
                    hash="16925496a7e8329ef3360c826a6d7ceefbbce7e2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_edffb",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at") VALUES (NEW."agency_id", NEW."circumstance", NEW."created_at", NEW."date_as_printed", NEW."id", NEW."inference", NEW."notes", NEW."occurred_at", NEW."occurred_from", NEW."occurred_to", NEW."offense", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."publication", NEW."summary", NEW."updated_at"); RETURN NULL;',
                    hash="4728c2356d72de1dffe747d98c20375d3c3d8a69",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41444",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidenthistory" ("agency_id", "circumstance", "created_at", "date_as_printed", "id", "inference", "notes", "occurred_at", "occurred_from", "occurred_to", "offense", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "publication", "summary", "updated_at") VALUES (OLD."agency_id", OLD."circumstance", OLD."created_at", OLD."date_as_printed", OLD."id", OLD."inference", OLD."notes", OLD."occurred_at", OLD."occurred_from", OLD."occurred_to", OLD."offense", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."publication", OLD."summary", OLD."updated_at"); RETURN NULL;',
                    hash="c01b4cf6ec1e356dca1beb8010d12a4de5e92c75",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2fefa",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestatushistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fb197fc3e336ff335c7b34e1165581c7043bf57d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3959a",
                    table="incidents_casestatushistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="casestatus",
            constraint=models.UniqueConstraint(
                fields=("incident", "as_of", "state"), name="incidents_casestatus_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "cleared_by_arrest", "cleared_exceptionally", "closed"])
                ),
                name="incidents_casestatus_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_casestatushistory" ("as_of", "id", "incident_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id", "state") VALUES (NEW."as_of", NEW."id", NEW."incident_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said_by", NEW."source_id", NEW."state"); RETURN NULL;',
                    hash="03fb29a5bcef264127f11ca1641a9a0f9a5c4362",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_04881",
                    table="incidents_casestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_casestatushistory" ("as_of", "id", "incident_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id", "state") VALUES (NEW."as_of", NEW."id", NEW."incident_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said_by", NEW."source_id", NEW."state"); RETURN NULL;',
                    hash="aec3ede8d8b7522a3f071c25c0ebdbe42d2f1408",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c09f2",
                    table="incidents_casestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_casestatushistory" ("as_of", "id", "incident_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id", "state") VALUES (OLD."as_of", OLD."id", OLD."incident_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said_by", OLD."source_id", OLD."state"); RETURN NULL;',
                    hash="5711965e29beeab06ba698d86b27e2323927b579",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_70408",
                    table="incidents_casestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ac0da0e572201f5eee1f51abc9ccfdceb544afc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2f37",
                    table="incidents_incidenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.UniqueConstraint(
                fields=("incident", "other", "kind"), name="incidents_link_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("incident", models.F("other")), _negated=True),
                name="incidents_link_joins_two",
                violation_error_message="An incident cannot be linked to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["related", "connected", "possible_duplicate"])),
                name="incidents_link_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_by", ""), _negated=True),
                name="incidents_link_says_who_said_so",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentlinkhistory" ("because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (NEW."because", NEW."id", NEW."incident_id", NEW."kind", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said_by", NEW."source_id"); RETURN NULL;',
                    hash="f05c03178d589bda9508cc76fc5b2df8e7a34485",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0aa94",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_incidentlinkhistory" ("because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (NEW."because", NEW."id", NEW."incident_id", NEW."kind", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said_by", NEW."source_id"); RETURN NULL;',
                    hash="bc06b7f1f2f39b3df3124d35c94b45e5ca85e7ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_422da",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentlinkhistory" ("because", "id", "incident_id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "source_id") VALUES (OLD."because", OLD."id", OLD."incident_id", OLD."kind", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said_by", OLD."source_id"); RETURN NULL;',
                    hash="926509111da4b9f4b3014f634266a2c17536e5e6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_53ec1",
                    table="incidents_incidentlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentlinkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="799e474cba4f7ca49ebbe6180c5b967d04f76a0b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b77a4",
                    table="incidents_incidentlinkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentsource",
            constraint=models.UniqueConstraint(
                fields=("incident", "source", "fact"), name="incidents_incidentsource_is_said_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentsourcehistory" ("fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."fact", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="07be124de35696f31578a050c0e42d998005d2cb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1ad0a",
                    table="incidents_incidentsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_incidentsourcehistory" ("fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."fact", NEW."id", NEW."incident_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="c8e8675dc61831e9a695d289b53f5b24baf8b772",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e37d",
                    table="incidents_incidentsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentsource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_incidentsourcehistory" ("fact", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (OLD."fact", OLD."id", OLD."incident_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id"); RETURN NULL;',
                    hash="86cea21279dd6d2e75a618fbf4f06a6c23fca345",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_67c87",
                    table="incidents_incidentsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentsourcehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e292a8d4a59f5d98af63988782b461d4f751d3c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c5f0b",
                    table="incidents_incidentsourcehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("precision__in", ["block", "crossing", "neighborhood", "city", "county"])
                ),
                name="incidents_location_precision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("city__isnull", True),
                        ("county__isnull", False),
                        ("neighborhood__isnull", True),
                        ("precision", "county"),
                    ),
                    models.Q(
                        models.Q(("precision", "county"), _negated=True),
                        ("city__isnull", False),
                        ("county__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="incidents_location_is_city_or_county",
                violation_error_message="Name the city; or, where it is not known, the county with that precision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "neighborhood"), _negated=True),
                    ("neighborhood__isnull", False),
                    _connector="OR",
                ),
                name="incidents_location_neighborhood_is_named",
                violation_error_message="Name the neighborhood, or choose another precision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                        ("precision__in", ["block", "crossing"]),
                    ),
                    _connector="OR",
                ),
                name="incidents_location_point_needs_block",
                violation_error_message="A point on the map needs latitude and longitude, and a block or crossing.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_locationhistory" ("city_id", "county_id", "id", "incident_id", "latitude", "longitude", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "public_text") VALUES (NEW."city_id", NEW."county_id", NEW."id", NEW."incident_id", NEW."latitude", NEW."longitude", NEW."neighborhood_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."precision", NEW."public_text"); RETURN NULL;',
                    hash="470db5e20a1a22e3937b84ea4cb80be392c58bce",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6855",
                    table="incidents_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_locationhistory" ("city_id", "county_id", "id", "incident_id", "latitude", "longitude", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "public_text") VALUES (NEW."city_id", NEW."county_id", NEW."id", NEW."incident_id", NEW."latitude", NEW."longitude", NEW."neighborhood_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."public_text"); RETURN NULL;',
                    hash="1d4c61f8c10492a5f731f99b752396b408914ca1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3dbe",
                    table="incidents_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="location",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_locationhistory" ("city_id", "county_id", "id", "incident_id", "latitude", "longitude", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "public_text") VALUES (OLD."city_id", OLD."county_id", OLD."id", OLD."incident_id", OLD."latitude", OLD."longitude", OLD."neighborhood_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."public_text"); RETURN NULL;',
                    hash="0a3997b5605fdaf8c2af571043aafbc81795d654",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b454c",
                    table="incidents_location",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="locationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dc1f376ad8a8f0f097a79f24d62c01de204a4d40",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c9187",
                    table="incidents_locationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="tipline",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_dialled__regex", "^\\+?[0-9-]{7,19}$")),
                name="incidents_tipline_number_can_be_dialled",
                violation_error_message="Digits and hyphens only, as one dials it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tipline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="incidents_tipline_days_are_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="tipline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reward_amount__isnull", True),
                    models.Q(("reward", True), ("reward__isnull", False)),
                    _connector="OR",
                ),
                name="incidents_tipline_amount_needs_reward",
                violation_error_message="An amount needs “a reward is possible”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tipline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("city__isnull", True), ("county__isnull", True), _connector="OR"
                ),
                name="incidents_tipline_area_is_one",
                violation_error_message="Name a city or a county, not both.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tipline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_tiplinehistory" ("anonymous", "city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reward", "reward_amount", "source_id", "valid_from", "valid_to") VALUES (NEW."anonymous", NEW."city_id", NEW."county_id", NEW."id", NEW."name", NEW."number_dialled", NEW."number_printed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reward", NEW."reward_amount", NEW."source_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="113f9045f664c96e47fd2a2d2d7adccfe3a36255",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_948b9",
                    table="incidents_tipline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tipline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_tiplinehistory" ("anonymous", "city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reward", "reward_amount", "source_id", "valid_from", "valid_to") VALUES (NEW."anonymous", NEW."city_id", NEW."county_id", NEW."id", NEW."name", NEW."number_dialled", NEW."number_printed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reward", NEW."reward_amount", NEW."source_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="46e35db25808862bca7d1e78c1d2ad37c8f0f295",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ff92c",
                    table="incidents_tipline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tipline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_tiplinehistory" ("anonymous", "city_id", "county_id", "id", "name", "number_dialled", "number_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reward", "reward_amount", "source_id", "valid_from", "valid_to") VALUES (OLD."anonymous", OLD."city_id", OLD."county_id", OLD."id", OLD."name", OLD."number_dialled", OLD."number_printed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reward", OLD."reward_amount", OLD."source_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="9dcd63bbd5bc5f13219bf7b273e4cbb9d652f319",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31be6",
                    table="incidents_tipline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiplinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8e9a5fe0f1dcecec1aa3f41fbba9f80ec04c3980",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86f4f",
                    table="incidents_tiplinehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_rule__in", ["withheld", "initials", "full"])),
                name="incidents_victim_name_rule_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_rule", "withheld"),
                    ("name_basis__in", ["published", "family", "agency"]),
                    _connector="OR",
                ),
                name="incidents_victim_shown_name_has_basis",
                violation_error_message="Say the reason why the name may be shown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_rule", "withheld"),
                    ("name_basis", "family"),
                    models.Q(
                        models.Q(
                            ("outcome__in", ["survived", "injured", "unharmed"]), _negated=True
                        ),
                        models.Q(("age_group", "under_18"), _negated=True),
                        models.Q(("age__isnull", True), ("age__gte", 18), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="incidents_victim_minor_or_survivor_is_withheld",
                violation_error_message="The name of a minor or a survivor is shown only where the family agreed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(("age__isnull", True), ("age__lte", 120), _connector="OR"),
                name="incidents_victim_age_is_plausible",
                violation_error_message="An age lies between 0 and 120.",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_group", ""),
                    ("age_group__in", ["under_18", "18_24", "25_44", "45_64", "65_up"]),
                    _connector="OR",
                ),
                name="incidents_victim_age_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="victim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["killed", "injured", "shot_not_stated", "survived", "unharmed", "unknown"],
                    )
                ),
                name="incidents_victim_outcome_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."age", NEW."age_group", NEW."external_id", NEW."id", NEW."incident_id", NEW."name", NEW."name_basis", NEW."name_rule", NEW."notes", NEW."outcome", NEW."outcome_source_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="65a66a0a9cfe4cd9d5b6e36c0099db7f4ecc483f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f241",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."age" IS DISTINCT FROM (NEW."age") OR OLD."age_group" IS DISTINCT FROM (NEW."age_group") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_basis" IS DISTINCT FROM (NEW."name_basis") OR OLD."name_rule" IS DISTINCT FROM (NEW."name_rule") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."outcome_source_id" IS DISTINCT FROM (NEW."outcome_source_id"))',
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."age", NEW."age_group", NEW."external_id", NEW."id", NEW."incident_id", NEW."name", NEW."name_basis", NEW."name_rule", NEW."notes", NEW."outcome", NEW."outcome_source_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="9d68ae466eb6be084869cee2d1c7fc31185ae48b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23f5b",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_victimhistory" ("age", "age_group", "external_id", "id", "incident_id", "name", "name_basis", "name_rule", "notes", "outcome", "outcome_source_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."age", OLD."age_group", OLD."external_id", OLD."id", OLD."incident_id", OLD."name", OLD."name_basis", OLD."name_rule", OLD."notes", OLD."outcome", OLD."outcome_source_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="aab7b81db592e04266ec5480f033b5dd15688b86",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9b30",
                    table="incidents_victim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="victimhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9f39a4a4f5a06177991dab63615bd4b7687aa339",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1f5a0",
                    table="incidents_victimhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
