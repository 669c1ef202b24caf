import datetime

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import nightout.datespan


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0002_gazetteer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportedCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("shot", "people shot"),
                            ("killed", "people killed"),
                            ("events", "events held"),
                            ("participants", "people taking part"),
                        ],
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exactly"),
                            ("nearly", "nearly"),
                            ("about", "about"),
                            ("more_than", "more than"),
                            ("several", "several (no figure)"),
                            ("hundreds", "hundreds (no figure)"),
                        ],
                        max_length=20,
                        verbose_name="how exactly",
                    ),
                ),
                (
                    "value",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty where the source gives a word and no figure.",
                        null=True,
                        verbose_name="figure",
                    ),
                ),
                ("period_from", models.DateField(verbose_name="from")),
                ("period_to", models.DateField(verbose_name="to")),
                (
                    "period_precision",
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
                        verbose_name="how exactly the period is known",
                    ),
                ),
                (
                    "period_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="Where the source's own words say more than the dates.",
                        max_length=200,
                        verbose_name="period as printed",
                    ),
                ),
                (
                    "area_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="For an area that is no city or county, and for a place inside one.",
                        max_length=200,
                        verbose_name="area as printed",
                    ),
                ),
                (
                    "inference",
                    models.CharField(
                        blank=True,
                        help_text="What the source does not say itself, such as the city. Shown to the public.",
                        max_length=300,
                        verbose_name="what we infer",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_counts",
                        to="places.city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.county",
                    ),
                ),
                (
                    "neighborhood",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.neighborhood",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger number that this one is a part of: 10 shot, of which 4 killed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="sources.reportedcount",
                        verbose_name="of which",
                    ),
                ),
            ],
            options={
                "verbose_name": "reported count",
                "verbose_name_plural": "reported counts",
                "ordering": ["period_from", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publisher", models.CharField(max_length=150, verbose_name="publisher")),
                (
                    "title",
                    models.CharField(
                        help_text="The headline, or what it is about in your words.",
                        max_length=300,
                        verbose_name="title",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty where it is not stated.",
                        null=True,
                        verbose_name="published on",
                    ),
                ),
                (
                    "inferred_on",
                    models.DateField(
                        blank=True,
                        help_text="Where the source prints no date but one follows from something else.",
                        null=True,
                        verbose_name="published on (inferred)",
                    ),
                ),
                (
                    "inferred_because",
                    models.TextField(
                        blank=True,
                        help_text="Say what the inferred date rests on.",
                        verbose_name="why this date",
                    ),
                ),
                ("accessed_on", models.DateField(blank=True, null=True, verbose_name="read on")),
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
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sources",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["publisher", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportedCountHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("shot", "people shot"),
                            ("killed", "people killed"),
                            ("events", "events held"),
                            ("participants", "people taking part"),
                        ],
                        max_length=20,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exactly"),
                            ("nearly", "nearly"),
                            ("about", "about"),
                            ("more_than", "more than"),
                            ("several", "several (no figure)"),
                            ("hundreds", "hundreds (no figure)"),
                        ],
                        max_length=20,
                        verbose_name="how exactly",
                    ),
                ),
                (
                    "value",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty where the source gives a word and no figure.",
                        null=True,
                        verbose_name="figure",
                    ),
                ),
                ("period_from", models.DateField(verbose_name="from")),
                ("period_to", models.DateField(verbose_name="to")),
                (
                    "period_precision",
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
                        verbose_name="how exactly the period is known",
                    ),
                ),
                (
                    "period_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="Where the source's own words say more than the dates.",
                        max_length=200,
                        verbose_name="period as printed",
                    ),
                ),
                (
                    "area_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="For an area that is no city or county, and for a place inside one.",
                        max_length=200,
                        verbose_name="area as printed",
                    ),
                ),
                (
                    "inference",
                    models.CharField(
                        blank=True,
                        help_text="What the source does not say itself, such as the city. Shown to the public.",
                        max_length=300,
                        verbose_name="what we infer",
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
                    "neighborhood",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.neighborhood",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The larger number that this one is a part of: 10 shot, of which 4 killed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.reportedcount",
                        verbose_name="of which",
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
                        to="sources.reportedcount",
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
        migrations.AddField(
            model_name="reportedcount",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reported_counts",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.CreateModel(
            name="SourceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("publisher", models.CharField(max_length=150, verbose_name="publisher")),
                (
                    "title",
                    models.CharField(
                        help_text="The headline, or what it is about in your words.",
                        max_length=300,
                        verbose_name="title",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty where it is not stated.",
                        null=True,
                        verbose_name="published on",
                    ),
                ),
                (
                    "inferred_on",
                    models.DateField(
                        blank=True,
                        help_text="Where the source prints no date but one follows from something else.",
                        null=True,
                        verbose_name="published on (inferred)",
                    ),
                ),
                (
                    "inferred_because",
                    models.TextField(
                        blank=True,
                        help_text="Say what the inferred date rests on.",
                        verbose_name="why this date",
                    ),
                ),
                ("accessed_on", models.DateField(blank=True, null=True, verbose_name="read on")),
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
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_on__isnull", True), ("inferred_on__isnull", True), _connector="OR"
                ),
                name="sources_source_date_is_stated_or_inferred",
                violation_error_message="A date is either printed in the source or inferred.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("inferred_because", ""), ("inferred_on__isnull", True)),
                    models.Q(
                        ("inferred_on__isnull", False),
                        models.Q(("inferred_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sources_source_inferred_date_has_reason",
                violation_error_message="An inferred date and its reason go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("publisher", ""), _negated=True),
                name="sources_source_publisher_is_said",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourcehistory" ("accessed_on", "added_by_id", "external_id", "id", "inferred_because", "inferred_on", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "title", "url") VALUES (NEW."accessed_on", NEW."added_by_id", NEW."external_id", NEW."id", NEW."inferred_because", NEW."inferred_on", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."publisher", NEW."title", NEW."url"); RETURN NULL;',
                    hash="88b9749603067e5787254cd57033fcb4d3b609a6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3ed3",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_sourcehistory" ("accessed_on", "added_by_id", "external_id", "id", "inferred_because", "inferred_on", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "title", "url") VALUES (NEW."accessed_on", NEW."added_by_id", NEW."external_id", NEW."id", NEW."inferred_because", NEW."inferred_on", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."publisher", NEW."title", NEW."url"); RETURN NULL;',
                    hash="073106a43483ae83fc505d9b160fdb734cc425a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6185",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourcehistory" ("accessed_on", "added_by_id", "external_id", "id", "inferred_because", "inferred_on", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "title", "url") VALUES (OLD."accessed_on", OLD."added_by_id", OLD."external_id", OLD."id", OLD."inferred_because", OLD."inferred_on", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."publisher", OLD."title", OLD."url"); RETURN NULL;',
                    hash="152fa293b788fa5d6acb197686737c17cf8db365",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fde77",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedcounthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ee60a8c25010fb1a853cb256151131d028708191",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90d74",
                    table="sources_reportedcounthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_from__gte", datetime.date(1900, 1, 1)),
                    ("period_to__lte", datetime.date(2100, 12, 31)),
                ),
                name="sources_count_period_is_in_our_time",
                violation_error_message="The year must lie between 1900 and 2100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_to__gte", models.F("period_from"))),
                name="sources_count_period_is_in_order",
                violation_error_message="The last day must not come before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "period_precision__in",
                        ["time", "day", "weekend", "week", "range", "month", "year"],
                    )
                ),
                name="sources_count_period_precision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "day"), _negated=True),
                    ("period_from", models.F("period_to")),
                    _connector="OR",
                ),
                name="sources_count_period_day_is_whole",
                violation_error_message="A known day is one day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "time"), _negated=True),
                    ("period_from", models.F("period_to")),
                    _connector="OR",
                ),
                name="sources_count_period_time_is_whole",
                violation_error_message="A known minute lies on one day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "weekend"), _negated=True),
                    models.Q(
                        ("period_from__iso_week_day", 6),
                        (
                            "period_to",
                            django.db.models.expressions.CombinedExpression(
                                models.F("period_from"),
                                "+",
                                models.Value(datetime.timedelta(days=1)),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="sources_count_period_weekend_is_whole",
                violation_error_message="A weekend is a Saturday and the Sunday after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "week"), _negated=True),
                    models.Q(
                        (
                            "period_from",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="(date_trunc('week', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "period_to",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="((date_trunc('week', (%(expressions)s)::timestamp) + interval '1 week' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="sources_count_period_week_is_whole",
                violation_error_message="A week goes from Monday to Sunday.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "month"), _negated=True),
                    models.Q(
                        (
                            "period_from",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="(date_trunc('month', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "period_to",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="((date_trunc('month', (%(expressions)s)::timestamp) + interval '1 month' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="sources_count_period_month_is_whole",
                violation_error_message="A month goes from its first to its last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_precision", "year"), _negated=True),
                    models.Q(
                        (
                            "period_from",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="(date_trunc('year', (%(expressions)s)::timestamp)::date)",
                            ),
                        ),
                        (
                            "period_to",
                            nightout.datespan._Whole(
                                models.F("period_from"),
                                template="((date_trunc('year', (%(expressions)s)::timestamp) + interval '1 year' - interval '1 day')::date)",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="sources_count_period_year_is_whole",
                violation_error_message="A year goes from 1 January to 31 December.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("qualifier__in", ["several", "hundreds"]), ("value__isnull", True)),
                    models.Q(
                        models.Q(("qualifier__in", ["several", "hundreds"]), _negated=True),
                        ("value__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sources_count_has_figure_or_word",
                violation_error_message="Give the number, or a word such as “hundreds” and no number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["shot", "killed", "events", "participants"])),
                name="sources_count_measure_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "qualifier__in",
                        ["exact", "nearly", "about", "more_than", "several", "hundreds"],
                    )
                ),
                name="sources_count_qualifier_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("part_of", models.F("pk")), _negated=True),
                name="sources_count_is_no_part_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("city__isnull", False),
                    ("county__isnull", False),
                    models.Q(("area_as_printed", ""), _negated=True),
                    _connector="OR",
                ),
                name="sources_count_area_is_said",
                violation_error_message="Say for which city, county or area it is claimed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedcount",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_reportedcounthistory" ("area_as_printed", "city_id", "county_id", "id", "inference", "measure", "neighborhood_id", "part_of_id", "period_as_printed", "period_from", "period_precision", "period_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "value") VALUES (NEW."area_as_printed", NEW."city_id", NEW."county_id", NEW."id", NEW."inference", NEW."measure", NEW."neighborhood_id", NEW."part_of_id", NEW."period_as_printed", NEW."period_from", NEW."period_precision", NEW."period_to", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."qualifier", NEW."source_id", NEW."value"); RETURN NULL;',
                    hash="4786121aa4404d629e60cf2dd3a5dbc400e685b5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_03647",
                    table="sources_reportedcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedcount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_reportedcounthistory" ("area_as_printed", "city_id", "county_id", "id", "inference", "measure", "neighborhood_id", "part_of_id", "period_as_printed", "period_from", "period_precision", "period_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "value") VALUES (NEW."area_as_printed", NEW."city_id", NEW."county_id", NEW."id", NEW."inference", NEW."measure", NEW."neighborhood_id", NEW."part_of_id", NEW."period_as_printed", NEW."period_from", NEW."period_precision", NEW."period_to", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."qualifier", NEW."source_id", NEW."value"); RETURN NULL;',
                    hash="096fa61b98dcffbfff12cd7ec8ebbde6694cc62e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a493f",
                    table="sources_reportedcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportedcount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_reportedcounthistory" ("area_as_printed", "city_id", "county_id", "id", "inference", "measure", "neighborhood_id", "part_of_id", "period_as_printed", "period_from", "period_precision", "period_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "value") VALUES (OLD."area_as_printed", OLD."city_id", OLD."county_id", OLD."id", OLD."inference", OLD."measure", OLD."neighborhood_id", OLD."part_of_id", OLD."period_as_printed", OLD."period_from", OLD."period_precision", OLD."period_to", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."qualifier", OLD."source_id", OLD."value"); RETURN NULL;',
                    hash="652a4a573ed0be2538152058e651026cd6456d46",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0d768",
                    table="sources_reportedcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d784477c425005218291e9754dc001e90c344590",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b258b",
                    table="sources_sourcehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
