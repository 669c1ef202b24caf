import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import events.models.attendee
import nightout.places.models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_agencies"),
        ("events", "0001_sort_name"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0002_gazetteer"),
        ("sources", "0001_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="reference")),
                ("name", models.CharField(max_length=100, verbose_name="name in English")),
                (
                    "name_es",
                    models.CharField(blank=True, max_length=100, verbose_name="name in Spanish"),
                ),
                (
                    "name_ht",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="name in Haitian Creole"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("food", "food"),
                            ("games", "games"),
                            ("safety", "safety"),
                            ("health", "health"),
                            ("music", "music"),
                            ("giveaways", "giveaways"),
                            ("meet", "meet the responders"),
                        ],
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attendee",
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
                        help_text="As they write it themselves.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=events.models.attendee.SortName(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("adults", models.PositiveSmallIntegerField(default=1, verbose_name="adults")),
                ("children", models.PositiveSmallIntegerField(default=0, verbose_name="children")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("attending", "attending"),
                            ("waitlisted", "on the waiting list"),
                            ("cancelled", "cancelled"),
                        ],
                        default="attending",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        choices=[
                            ("public_form", "public form"),
                            ("staff", "entered by staff"),
                            ("walk_in", "walk-in"),
                            ("import", "import"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="came from",
                    ),
                ),
                (
                    "access_needs",
                    models.CharField(blank=True, max_length=200, verbose_name="access needs"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "registered_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="registered"),
                ),
                (
                    "present_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="present since"),
                ),
            ],
            options={
                "verbose_name": "attendee",
                "verbose_name_plural": "attendees",
                "ordering": ["sort_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AttendeeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        help_text="As they write it themselves.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("adults", models.PositiveSmallIntegerField(default=1, verbose_name="adults")),
                ("children", models.PositiveSmallIntegerField(default=0, verbose_name="children")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("attending", "attending"),
                            ("waitlisted", "on the waiting list"),
                            ("cancelled", "cancelled"),
                        ],
                        default="attending",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        choices=[
                            ("public_form", "public form"),
                            ("staff", "entered by staff"),
                            ("walk_in", "walk-in"),
                            ("import", "import"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="came from",
                    ),
                ),
                (
                    "access_needs",
                    models.CharField(blank=True, max_length=200, verbose_name="access needs"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "registered_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="registered"),
                ),
                (
                    "present_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="present since"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        default="National Night Out", max_length=100, verbose_name="programme"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=130,
                        unique=True,
                        verbose_name="address on the site",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="35 for the 35th.",
                        null=True,
                        verbose_name="edition number",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("first_tuesday_of_august", "first Tuesday of August"),
                            ("first_tuesday_of_october", "first Tuesday of October (Texas)"),
                            ("none", "no rule: the date is set each time"),
                        ],
                        default="first_tuesday_of_august",
                        help_text="A rule of the jurisdiction: Texas keeps October.",
                        max_length=40,
                        verbose_name="rule of the date",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Made up to show the program: every page and file says so.",
                        verbose_name="sample",
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": ["-date", "name"],
            },
        ),
        migrations.CreateModel(
            name="CampaignHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "programme",
                    models.CharField(
                        default="National Night Out", max_length=100, verbose_name="programme"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=130,
                        verbose_name="address on the site",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="35 for the 35th.",
                        null=True,
                        verbose_name="edition number",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("first_tuesday_of_august", "first Tuesday of August"),
                            ("first_tuesday_of_october", "first Tuesday of October (Texas)"),
                            ("none", "no rule: the date is set each time"),
                        ],
                        default="first_tuesday_of_august",
                        help_text="A rule of the jurisdiction: Texas keeps October.",
                        max_length=40,
                        verbose_name="rule of the date",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Made up to show the program: every page and file says so.",
                        verbose_name="sample",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=220,
                        unique=True,
                        verbose_name="address on the site",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "place_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="Where the source's own words say something else than the park's name.",
                        max_length=200,
                        verbose_name="place as printed",
                    ),
                ),
                ("start_date", models.DateField(verbose_name="date")),
                (
                    "start_time",
                    models.TimeField(
                        blank=True,
                        help_text="On the clock of the city. Leave empty where it is not announced.",
                        null=True,
                        verbose_name="starts at",
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty for a single day. After midnight it is the next day.",
                        verbose_name="last day",
                    ),
                ),
                ("end_time", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                (
                    "sort_time",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "start_time", models.Value(datetime.time(23, 59, 59))
                        ),
                        output_field=models.TimeField(),
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted for review"),
                            ("public", "public"),
                            ("hidden", "hidden"),
                        ],
                        default="draft",
                        help_text="Editors submit; a manager of the agency makes it public.",
                        max_length=20,
                        verbose_name="publication",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scheduled", "scheduled"),
                            ("rescheduled", "new date or time"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="scheduled",
                        help_text="A cancelled event stays public and says so first.",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="For how many people, children included. Empty: no limit.",
                        null=True,
                        verbose_name="places",
                    ),
                ),
                ("is_free", models.BooleanField(blank=True, null=True, verbose_name="free")),
                (
                    "wheelchair_access",
                    models.BooleanField(blank=True, null=True, verbose_name="wheelchair access"),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("en", "English"),
                                ("es", "Spanish"),
                                ("ht", "Haitian Creole"),
                                ("pt", "Portuguese"),
                                ("fr", "French"),
                                ("ase", "American Sign Language"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="languages spoken",
                    ),
                ),
                (
                    "rain_plan",
                    models.CharField(blank=True, max_length=200, verbose_name="if it rains"),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Shown to everyone.",
                        max_length=200,
                        verbose_name="contact for residents",
                    ),
                ),
                (
                    "inference",
                    models.TextField(
                        blank=True,
                        help_text="What the source does not say itself. Shown to the public.",
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "title_folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nightout.places.models.Fold(models.F("title")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-start_date", "-sort_time", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EventActivityHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("co_host", "co-host"),
                            ("attending", "takes part"),
                        ],
                        default="host",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency of an event",
                "verbose_name_plural": "agencies of an event",
            },
        ),
        migrations.CreateModel(
            name="EventAgencyHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("co_host", "co-host"),
                            ("attending", "takes part"),
                        ],
                        default="host",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=220,
                        verbose_name="address on the site",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "place_as_printed",
                    models.CharField(
                        blank=True,
                        help_text="Where the source's own words say something else than the park's name.",
                        max_length=200,
                        verbose_name="place as printed",
                    ),
                ),
                ("start_date", models.DateField(verbose_name="date")),
                (
                    "start_time",
                    models.TimeField(
                        blank=True,
                        help_text="On the clock of the city. Leave empty where it is not announced.",
                        null=True,
                        verbose_name="starts at",
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty for a single day. After midnight it is the next day.",
                        verbose_name="last day",
                    ),
                ),
                ("end_time", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted for review"),
                            ("public", "public"),
                            ("hidden", "hidden"),
                        ],
                        default="draft",
                        help_text="Editors submit; a manager of the agency makes it public.",
                        max_length=20,
                        verbose_name="publication",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scheduled", "scheduled"),
                            ("rescheduled", "new date or time"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="scheduled",
                        help_text="A cancelled event stays public and says so first.",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="For how many people, children included. Empty: no limit.",
                        null=True,
                        verbose_name="places",
                    ),
                ),
                ("is_free", models.BooleanField(blank=True, null=True, verbose_name="free")),
                (
                    "wheelchair_access",
                    models.BooleanField(blank=True, null=True, verbose_name="wheelchair access"),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("en", "English"),
                                ("es", "Spanish"),
                                ("ht", "Haitian Creole"),
                                ("pt", "Portuguese"),
                                ("fr", "French"),
                                ("ase", "American Sign Language"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="languages spoken",
                    ),
                ),
                (
                    "rain_plan",
                    models.CharField(blank=True, max_length=200, verbose_name="if it rains"),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Shown to everyone.",
                        max_length=200,
                        verbose_name="contact for residents",
                    ),
                ),
                (
                    "inference",
                    models.TextField(
                        blank=True,
                        help_text="What the source does not say itself. Shown to the public.",
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventOrganizerHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventSource",
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
            ],
            options={
                "verbose_name": "source of an event",
                "verbose_name_plural": "sources of an event",
            },
        ),
        migrations.CreateModel(
            name="EventSourceHistory",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HeadCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "how",
                    models.CharField(
                        choices=[("counted", "counted one by one"), ("estimated", "estimated")],
                        max_length=20,
                        verbose_name="how counted",
                    ),
                ),
                (
                    "counted_by",
                    models.CharField(blank=True, max_length=150, verbose_name="counted by"),
                ),
                (
                    "counted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="counted at"),
                ),
            ],
            options={
                "verbose_name": "head-count",
                "verbose_name_plural": "head-counts",
                "ordering": ["counted_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HeadCountHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "how",
                    models.CharField(
                        choices=[("counted", "counted one by one"), ("estimated", "estimated")],
                        max_length=20,
                        verbose_name="how counted",
                    ),
                ),
                (
                    "counted_by",
                    models.CharField(blank=True, max_length=150, verbose_name="counted by"),
                ),
                (
                    "counted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="counted at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Park",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=160,
                        unique=True,
                        verbose_name="address on the site",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("park", "park"),
                            ("housing", "housing site"),
                            ("street_block", "street block"),
                            ("school", "school"),
                            ("public_building", "public building"),
                            ("home", "home"),
                            ("other", "other place"),
                        ],
                        default="park",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="As printed. For a home this stays private: the public sees the block.",
                        max_length=200,
                        verbose_name="address or crossing",
                    ),
                ),
                (
                    "public_block",
                    models.CharField(
                        blank=True,
                        help_text="For a home: “1400 block of NW 64th Street”.",
                        max_length=200,
                        verbose_name="block shown to the public",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        help_text="With a wheelchair or a stroller: which entrance, which surface.",
                        verbose_name="getting in",
                    ),
                ),
                (
                    "name_folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nightout.places.models.Fold(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "park or place",
                "verbose_name_plural": "parks and places",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ParkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Part of the page's address. It never changes once the page is public.",
                        max_length=160,
                        verbose_name="address on the site",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("park", "park"),
                            ("housing", "housing site"),
                            ("street_block", "street block"),
                            ("school", "school"),
                            ("public_building", "public building"),
                            ("home", "home"),
                            ("other", "other place"),
                        ],
                        default="park",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="As printed. For a home this stays private: the public sees the block.",
                        max_length=200,
                        verbose_name="address or crossing",
                    ),
                ),
                (
                    "public_block",
                    models.CharField(
                        blank=True,
                        help_text="For a home: “1400 block of NW 64th Street”.",
                        max_length=200,
                        verbose_name="block shown to the public",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        help_text="With a wheelchair or a stroller: which entrance, which surface.",
                        verbose_name="getting in",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="reference")),
                ("name", models.CharField(max_length=100, verbose_name="name in English")),
                (
                    "name_es",
                    models.CharField(blank=True, max_length=100, verbose_name="name in Spanish"),
                ),
                (
                    "name_ht",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="name in Haitian Creole"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("food", "food"),
                            ("games", "games"),
                            ("safety", "safety"),
                            ("health", "health"),
                            ("music", "music"),
                            ("giveaways", "giveaways"),
                            ("meet", "meet the responders"),
                        ],
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
                (
                    "name_folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nightout.places.models.Fold(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="events_activity_name_is_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                ["food", "games", "safety", "health", "music", "giveaways", "meet"],
                            )
                        ),
                        name="events_activity_category_is_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_activityhistory" ("category", "id", "name", "name_es", "name_ht", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."category", NEW."id", NEW."name", NEW."name_es", NEW."name_ht", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="083545938b0e2c435ffc32c7f76ef76c60e42c69",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cf776",
                    table="events_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_es" IS DISTINCT FROM (NEW."name_es") OR OLD."name_ht" IS DISTINCT FROM (NEW."name_ht") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func='INSERT INTO "events_activityhistory" ("category", "id", "name", "name_es", "name_ht", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."category", NEW."id", NEW."name", NEW."name_es", NEW."name_ht", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="b336813feef34f787204ee45a737de4b94846b5a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54d83",
                    table="events_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_activityhistory" ("category", "id", "name", "name_es", "name_ht", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."category", OLD."id", OLD."name", OLD."name_es", OLD."name_ht", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="46551a887dadbc64781584cead2021fc75f0b9ae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_14c25",
                    table="events_activity",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="activityhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="activityhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.activity",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="present_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="presence noted by",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.attendee",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="present_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="presence noted by",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                ),
                name="events_campaign_has_name_and_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__in", ["first_tuesday_of_august", "first_tuesday_of_october", "none"])
                ),
                name="events_campaign_rule_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("programme", "date", "rule", "is_sample"),
                name="events_campaign_is_one_edition",
                violation_error_message="There is a campaign of this programme on this date.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_campaignhistory" ("date", "edition", "id", "is_sample", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "rule", "slug") VALUES (NEW."date", NEW."edition", NEW."id", NEW."is_sample", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme", NEW."rule", NEW."slug"); RETURN NULL;',
                    hash="28500270329a8e6244db56e79f0b0fc71fffacaf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8fb1c",
                    table="events_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_campaignhistory" ("date", "edition", "id", "is_sample", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "rule", "slug") VALUES (NEW."date", NEW."edition", NEW."id", NEW."is_sample", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme", NEW."rule", NEW."slug"); RETURN NULL;',
                    hash="3ef3543377324c50d637747b0f9050bba0b4c691",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5cb11",
                    table="events_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_campaignhistory" ("date", "edition", "id", "is_sample", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "rule", "slug") VALUES (OLD."date", OLD."edition", OLD."id", OLD."is_sample", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme", OLD."rule", OLD."slug"); RETURN NULL;',
                    hash="f26b329d0c85c6be303a3a28cf5a580c93ad85b7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2fd46",
                    table="events_campaign",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="campaignhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="campaignhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.campaign",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="activities",
            field=models.ManyToManyField(
                blank=True, related_name="events", to="events.activity", verbose_name="activities"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="places.city",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="neighborhood",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="places.neighborhood",
                verbose_name="neighborhood",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="organizers",
            field=models.ManyToManyField(
                blank=True,
                help_text="They see who comes and download the list.",
                related_name="organized_events",
                to=settings.AUTH_USER_MODEL,
                verbose_name="organizers",
            ),
        ),
        migrations.AddField(
            model_name="attendeehistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendees",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventactivityhistory",
            name="activity",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.activity",
            ),
        ),
        migrations.AddField(
            model_name="eventactivityhistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="eventactivityhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="eventagency",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="event_roles",
                to="agencies.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="eventagency",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agency_roles",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="agencies",
            field=models.ManyToManyField(
                related_name="events",
                through="events.EventAgency",
                to="agencies.agency",
                verbose_name="agencies",
            ),
        ),
        migrations.AddField(
            model_name="eventagencyhistory",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agencies.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="eventagencyhistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventagencyhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="eventagencyhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.eventagency",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="city",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="places.city",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="neighborhood",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="eventhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="eventorganizerhistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
            ),
        ),
        migrations.AddField(
            model_name="eventorganizerhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="eventorganizerhistory",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eventsource",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="citations",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventsource",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="event_citations",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="eventsourcehistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventsourcehistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="eventsourcehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.eventsource",
            ),
        ),
        migrations.AddField(
            model_name="eventsourcehistory",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="headcount",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="head_counts",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="headcounthistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="headcounthistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="headcounthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.headcount",
            ),
        ),
        migrations.AddField(
            model_name="park",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parks",
                to="places.city",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="park",
            name="maintained_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The agency whose staff may change this place.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="parks",
                to="agencies.agency",
                verbose_name="maintained by",
            ),
        ),
        migrations.AddField(
            model_name="park",
            name="neighborhood",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parks",
                to="places.neighborhood",
                verbose_name="neighborhood",
            ),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="park",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Leave empty where it is not known.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.park",
                verbose_name="park or place",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="park",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave empty where it is not known.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.park",
                verbose_name="park or place",
            ),
        ),
        migrations.AddField(
            model_name="parkhistory",
            name="city",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="places.city",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="parkhistory",
            name="maintained_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The agency whose staff may change this place.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agencies.agency",
                verbose_name="maintained by",
            ),
        ),
        migrations.AddField(
            model_name="parkhistory",
            name="neighborhood",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="parkhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="parkhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="events.park",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activityhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39fdb3a7bc1c513421cc0cae857defd8b7c183ae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99390",
                    table="events_activityhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d23da3d7d170c4218666d042024ec1e2bd17422d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_59ed6",
                    table="events_campaignhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="EventActivity",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("events.event_activities",),
        ),
        migrations.CreateModel(
            name="EventOrganizer",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("events.event_organizers",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendeehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2b188c997712d717060155ee75c36e024b27e9d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b828e",
                    table="events_attendeehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="attendee",
            index=models.Index(
                fields=["event", "sort_name", "id"], name="events_attendee_by_surname"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name__regex", "\\S"),
                    models.Q(
                        ("name__regex", "[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]"),
                        _negated=True,
                    ),
                ),
                name="events_attendee_name_is_readable",
                violation_error_message="Write a name, in one line.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("phone__regex", "[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]"),
                        _negated=True,
                    ),
                    models.Q(
                        ("note__regex", "[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]"),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "access_needs__regex",
                            "[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]",
                        ),
                        _negated=True,
                    ),
                ),
                name="events_attendee_texts_are_one_line",
                violation_error_message="Phone, needs and note are one line each.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults__gt", 0), ("children__gt", 0), _connector="OR"),
                name="events_attendee_is_somebody",
                violation_error_message="At least one person must come.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults__lte", 200), ("children__lte", 200)),
                name="events_attendee_party_is_plausible",
                violation_error_message="At most 200 adults and 200 children in one row.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["attending", "waitlisted", "cancelled"])),
                name="events_attendee_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("came_from__in", ["public_form", "staff", "walk_in", "import"])
                ),
                name="events_attendee_came_from_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("present_at__isnull", True), ("present_by__isnull", True)),
                    models.Q(("present_at__isnull", False), ("present_by__isnull", False)),
                    _connector="OR",
                ),
                name="events_attendee_presence_has_a_witness",
                violation_error_message="Presence needs both: since when, and noted by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                models.F("event"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(
                    models.Q(("email", ""), _negated=True),
                    models.Q(("status", "cancelled"), _negated=True),
                ),
                name="events_attendee_email_is_once_per_event",
                violation_error_message="This e-mail address is registered already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "came_from", "children", "email", "event_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status") VALUES (NEW."access_needs", NEW."adults", NEW."came_from", NEW."children", NEW."email", NEW."event_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."present_at", NEW."present_by_id", NEW."registered_at", NEW."status"); RETURN NULL;',
                    hash="bb7cdb919f1c7de53a2aec6fd691a8ae057acd24",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f052",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."access_needs" IS DISTINCT FROM (NEW."access_needs") OR OLD."adults" IS DISTINCT FROM (NEW."adults") OR OLD."came_from" IS DISTINCT FROM (NEW."came_from") OR OLD."children" IS DISTINCT FROM (NEW."children") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."present_at" IS DISTINCT FROM (NEW."present_at") OR OLD."present_by_id" IS DISTINCT FROM (NEW."present_by_id") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "came_from", "children", "email", "event_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status") VALUES (NEW."access_needs", NEW."adults", NEW."came_from", NEW."children", NEW."email", NEW."event_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."present_at", NEW."present_by_id", NEW."registered_at", NEW."status"); RETURN NULL;',
                    hash="5af2196347ad258bdefbcf0b7e6f39cdb6d13ade",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c6240",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_attendeehistory" ("access_needs", "adults", "came_from", "children", "email", "event_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "present_at", "present_by_id", "registered_at", "status") VALUES (OLD."access_needs", OLD."adults", OLD."came_from", OLD."children", OLD."email", OLD."event_id", OLD."id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."present_at", OLD."present_by_id", OLD."registered_at", OLD."status"); RETURN NULL;',
                    hash="3b6b6fe3335ed0750b739993a50b6d9bf5eba2dc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b355",
                    table="events_attendee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventactivityhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a5429dc60294a24787ae507be403844c983bd1e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b02d3",
                    table="events_eventactivityhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventagency",
            constraint=models.UniqueConstraint(
                fields=("event", "agency"),
                name="events_eventagency_is_named_once",
                violation_error_message="An agency is named once, with one role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventagency",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["host", "co_host", "attending"])),
                name="events_eventagency_role_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventagency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="f2f7ec13caf439e74319a9d88b2291a9d381ba37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3aa6b",
                    table="events_eventagency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventagency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="10845f4cfff7535a7db1b034732edd5a6d90a01b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20d8c",
                    table="events_eventagency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventagency",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."agency_id", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role"); RETURN NULL;',
                    hash="27928bee7f38a1c9c1380a22e08f49fecb4d8bb0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_11cf0",
                    table="events_eventagency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventagencyhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0252ad0edb01dc71efa56e6e1284a9bc0c9e6ea4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4ef9a",
                    table="events_eventagencyhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventorganizerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7bc239d9c091494ca86d0b9bf99b44aafc6d3922",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c286",
                    table="events_eventorganizerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventsource",
            constraint=models.UniqueConstraint(
                fields=("event", "source", "fact"), name="events_eventsource_is_said_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventsourcehistory" ("event_id", "fact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."event_id", NEW."fact", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="e55b0bb9525aad2cc6caf7ef9c4bd9e457f9bc1d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa364",
                    table="events_eventsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_eventsourcehistory" ("event_id", "fact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."event_id", NEW."fact", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="916428c968c89db2a9ff47f5d6488aced344e92d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e5e4",
                    table="events_eventsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventsource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventsourcehistory" ("event_id", "fact", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (OLD."event_id", OLD."fact", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id"); RETURN NULL;',
                    hash="d747016cae6c1b80846594b16db240aacc9a27ac",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ba188",
                    table="events_eventsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventsourcehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="592afa1ab1b2bd0da054d47e867ecae365a1409a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_53627",
                    table="events_eventsourcehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="headcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["counted", "estimated"])),
                name="events_headcount_how_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="headcount",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_headcounthistory" ("counted_at", "counted_by", "event_id", "how", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."counted_at", NEW."counted_by", NEW."event_id", NEW."how", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="f1a17a45e4cae209516b0f1981e8b7dee721f607",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32508",
                    table="events_headcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="headcount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_headcounthistory" ("counted_at", "counted_by", "event_id", "how", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."counted_at", NEW."counted_by", NEW."event_id", NEW."how", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="77ca7001b1a650cb1e33121abf800fd95b176a62",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e557",
                    table="events_headcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="headcount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_headcounthistory" ("counted_at", "counted_by", "event_id", "how", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."counted_at", OLD."counted_by", OLD."event_id", OLD."how", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="0f74abf49084e5e8fd7464a08cd923c81d5a95ec",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3f190",
                    table="events_headcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="headcounthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6d3396748a201cc24ac21fe1c80c97fb0dee69a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa1ed",
                    table="events_headcounthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="park",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_folded"], name="events_park_name_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="events_park_name_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="events_park_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "park",
                            "housing",
                            "street_block",
                            "school",
                            "public_building",
                            "home",
                            "other",
                        ],
                    )
                ),
                name="events_park_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="events_park_point_is_whole",
                violation_error_message="Give latitude and longitude, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "home"), _negated=True),
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    _connector="OR",
                ),
                name="events_park_home_has_no_point",
                violation_error_message="A home has no point on the map.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="park",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_parkhistory" ("accessibility", "address", "city_id", "id", "kind", "latitude", "longitude", "maintained_by_id", "name", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_block", "slug") VALUES (NEW."accessibility", NEW."address", NEW."city_id", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."maintained_by_id", NEW."name", NEW."neighborhood_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_block", NEW."slug"); RETURN NULL;',
                    hash="76292486f239c77ed2c07b8be6dd9d903b9868d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e57e",
                    table="events_park",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="park",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accessibility" IS DISTINCT FROM (NEW."accessibility") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."maintained_by_id" IS DISTINCT FROM (NEW."maintained_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."neighborhood_id" IS DISTINCT FROM (NEW."neighborhood_id") OR OLD."public_block" IS DISTINCT FROM (NEW."public_block") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func='INSERT INTO "events_parkhistory" ("accessibility", "address", "city_id", "id", "kind", "latitude", "longitude", "maintained_by_id", "name", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_block", "slug") VALUES (NEW."accessibility", NEW."address", NEW."city_id", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."maintained_by_id", NEW."name", NEW."neighborhood_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_block", NEW."slug"); RETURN NULL;',
                    hash="c283a1de770976ccdc973bb1d16a0434203a6755",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_90a1f",
                    table="events_park",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="park",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_parkhistory" ("accessibility", "address", "city_id", "id", "kind", "latitude", "longitude", "maintained_by_id", "name", "neighborhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_block", "slug") VALUES (OLD."accessibility", OLD."address", OLD."city_id", OLD."id", OLD."kind", OLD."latitude", OLD."longitude", OLD."maintained_by_id", OLD."name", OLD."neighborhood_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_block", OLD."slug"); RETURN NULL;',
                    hash="a9b0ae32fbb612d4e00553b189be8f43c4c726e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2d4d7",
                    table="events_park",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d59f7ac9d218644ab5369648135c433b38d30570",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2d39e",
                    table="events_eventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("publication", "public")),
                fields=["start_date", "sort_time", "id"],
                name="events_public_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("publication", "public")),
                fields=["city", "start_date", "sort_time", "id"],
                name="events_public_by_city_date",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-start_date", "-sort_time", "-id"], name="events_by_date"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title_folded"], name="events_event_title_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="events_event_title_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="events_event_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_date__lte", datetime.date(2100, 12, 31)),
                    ("start_date__gte", datetime.date(1900, 1, 1)),
                ),
                name="events_event_is_in_our_time",
                violation_error_message="The year must lie between 1900 and 2100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication__in", ["draft", "submitted", "public", "hidden"])),
                name="events_event_publication_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["scheduled", "rescheduled", "postponed", "cancelled"])
                ),
                name="events_event_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("end_date__gte", models.F("start_date"))),
                name="events_event_days_are_in_order",
                violation_error_message="The last day must not come before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_date__gt", models.F("start_date")),
                    ("start_time__isnull", True),
                    ("end_time__isnull", True),
                    ("end_time__gt", models.F("start_time")),
                    _connector="OR",
                ),
                name="events_event_times_are_in_order",
                violation_error_message="It ends before it starts. After midnight, the last day is the next day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", True), ("capacity__gt", 0), _connector="OR"
                ),
                name="events_event_capacity_is_positive",
                violation_error_message="Places: one or more, or empty for no limit.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "contact", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "neighborhood_id", "notes", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "slug", "start_date", "start_time", "status", "title", "updated_at", "wheelchair_access") VALUES (NEW."campaign_id", NEW."capacity", NEW."city_id", NEW."contact", NEW."created_at", NEW."description", NEW."end_date", NEW."end_time", NEW."id", NEW."inference", NEW."is_free", NEW."languages", NEW."neighborhood_id", NEW."notes", NEW."park_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_as_printed", NEW."publication", NEW."rain_plan", NEW."slug", NEW."start_date", NEW."start_time", NEW."status", NEW."title", NEW."updated_at", NEW."wheelchair_access"); RETURN NULL;',
                    hash="a8c6454f25a91f5f1b6dd0d6d78345fab42643c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82b94",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."campaign_id" IS DISTINCT FROM (NEW."campaign_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."end_time" IS DISTINCT FROM (NEW."end_time") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inference" IS DISTINCT FROM (NEW."inference") OR OLD."is_free" IS DISTINCT FROM (NEW."is_free") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."neighborhood_id" IS DISTINCT FROM (NEW."neighborhood_id") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."park_id" IS DISTINCT FROM (NEW."park_id") OR OLD."place_as_printed" IS DISTINCT FROM (NEW."place_as_printed") OR OLD."publication" IS DISTINCT FROM (NEW."publication") OR OLD."rain_plan" IS DISTINCT FROM (NEW."rain_plan") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."start_time" IS DISTINCT FROM (NEW."start_time") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."wheelchair_access" IS DISTINCT FROM (NEW."wheelchair_access"))',
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "contact", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "neighborhood_id", "notes", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "slug", "start_date", "start_time", "status", "title", "updated_at", "wheelchair_access") VALUES (NEW."campaign_id", NEW."capacity", NEW."city_id", NEW."contact", NEW."created_at", NEW."description", NEW."end_date", NEW."end_time", NEW."id", NEW."inference", NEW."is_free", NEW."languages", NEW."neighborhood_id", NEW."notes", NEW."park_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_as_printed", NEW."publication", NEW."rain_plan", NEW."slug", NEW."start_date", NEW."start_time", NEW."status", NEW."title", NEW."updated_at", NEW."wheelchair_access"); RETURN NULL;',
                    hash="eaaf5dbc14e84ad746d5dcffd3137b45fb0c54d6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73f59",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("campaign_id", "capacity", "city_id", "contact", "created_at", "description", "end_date", "end_time", "id", "inference", "is_free", "languages", "neighborhood_id", "notes", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_as_printed", "publication", "rain_plan", "slug", "start_date", "start_time", "status", "title", "updated_at", "wheelchair_access") VALUES (OLD."campaign_id", OLD."capacity", OLD."city_id", OLD."contact", OLD."created_at", OLD."description", OLD."end_date", OLD."end_time", OLD."id", OLD."inference", OLD."is_free", OLD."languages", OLD."neighborhood_id", OLD."notes", OLD."park_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_as_printed", OLD."publication", OLD."rain_plan", OLD."slug", OLD."start_date", OLD."start_time", OLD."status", OLD."title", OLD."updated_at", OLD."wheelchair_access"); RETURN NULL;',
                    hash="eb86940a811cff3e1180b14eb92790396f4869a7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d74a6",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="222989966a0ec1524bc6d2b974cabe99f6e584de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7068f",
                    table="events_parkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventactivityhistory" ("activity_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."activity_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                    hash="a2572bdc91e3198580cd3b468b570f7bc6c0f010",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d8677",
                    table="events_event_activities",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_eventactivityhistory" ("activity_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."activity_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\'); RETURN NULL;',
                    hash="f4f2eb6d5d02d82ca1436a77afec8bee76d37b7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f72b6",
                    table="events_event_activities",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventactivityhistory" ("activity_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."activity_id", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                    hash="7629d600f6747eb173a03edf9035f12b7a1688ca",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8b84d",
                    table="events_event_activities",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventorganizer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventorganizerhistory" ("event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."user_id"); RETURN NULL;',
                    hash="6bf9e9448c1a6c0fd7ca2bb29eefa690ba9ef30d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_adc85",
                    table="events_event_organizers",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventorganizer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_eventorganizerhistory" ("event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."user_id"); RETURN NULL;',
                    hash="7c67270e7191197c33a8712cd7810be4e9088722",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ff002",
                    table="events_event_organizers",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventorganizer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventorganizerhistory" ("event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."user_id"); RETURN NULL;',
                    hash="956c776e9e8526938792a133c37f9b08fd7c8de2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c307e",
                    table="events_event_organizers",
                    when="AFTER",
                ),
            ),
        ),
    ]
