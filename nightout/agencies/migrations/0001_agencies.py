import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import nightout.places.models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0002_gazetteer"),
        ("sources", "0001_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="As others print it, separated by semicolons.",
                        max_length=300,
                        verbose_name="other names",
                    ),
                ),
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
                            ("municipal_police", "city police"),
                            ("county_police", "county police"),
                            ("sheriff", "sheriff"),
                            ("state_police", "state police"),
                            ("fire", "fire and rescue"),
                            ("city", "city government"),
                            ("nonprofit", "nonprofit"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ori",
                    models.CharField(
                        blank=True,
                        help_text="The FBI's nine-character number of the agency, such as FL0130000.",
                        max_length=9,
                        null=True,
                        unique=True,
                        verbose_name="ORI",
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for residents"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone for residents"),
                ),
                (
                    "name_folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nightout.places.models.Fold(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        help_text="For an agency of a city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="places.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        help_text="For an agency of a county, such as a sheriff.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="places.county",
                        verbose_name="county",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgencyHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="As others print it, separated by semicolons.",
                        max_length=300,
                        verbose_name="other names",
                    ),
                ),
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
                            ("municipal_police", "city police"),
                            ("county_police", "county police"),
                            ("sheriff", "sheriff"),
                            ("state_police", "state police"),
                            ("fire", "fire and rescue"),
                            ("city", "city government"),
                            ("nonprofit", "nonprofit"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ori",
                    models.CharField(
                        blank=True,
                        help_text="The FBI's nine-character number of the agency, such as FL0130000.",
                        max_length=9,
                        null=True,
                        verbose_name="ORI",
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for residents"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone for residents"),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For an agency of a city.",
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
                        help_text="For an agency of a county, such as a sheriff.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.county",
                        verbose_name="county",
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
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                            ("organizer", "organizer: sees who comes to the events given to them"),
                            ("editor", "editor: enters and changes the agency's rows"),
                            ("manager", "manager: also publishes, and sees withheld names"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "role at an agency",
                "verbose_name_plural": "roles at agencies",
            },
        ),
        migrations.CreateModel(
            name="MembershipHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("organizer", "organizer: sees who comes to the events given to them"),
                            ("editor", "editor: enters and changes the agency's rows"),
                            ("manager", "manager: also publishes, and sees withheld names"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="agencies.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "title",
                    models.CharField(
                        help_text="Exactly as the source prints it.",
                        max_length=100,
                        verbose_name="title",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="officials",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="officials",
                        to="sources.source",
                        verbose_name="sources",
                    ),
                ),
            ],
            options={
                "verbose_name": "official",
                "verbose_name_plural": "officials",
                "ordering": ["-as_of", "name"],
            },
        ),
        migrations.CreateModel(
            name="OfficialHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "title",
                    models.CharField(
                        help_text="Exactly as the source prints it.",
                        max_length=100,
                        verbose_name="title",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="agencies.official",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficialSourceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "official",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.official",
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
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="agencies_agency_name_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                name="agencies_agency_has_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ori__isnull", True), ("ori__regex", "^[A-Z0-9]{9}$"), _connector="OR"
                ),
                name="agencies_agency_ori_is_nine_characters",
                violation_error_message="An ORI is nine capital letters and digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "municipal_police",
                            "county_police",
                            "sheriff",
                            "state_police",
                            "fire",
                            "city",
                            "nonprofit",
                            "other",
                        ],
                    )
                ),
                name="agencies_agency_kind_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agency",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agencyhistory" ("city_id", "county_id", "email", "id", "kind", "name", "ori", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "website") VALUES (NEW."city_id", NEW."county_id", NEW."email", NEW."id", NEW."kind", NEW."name", NEW."ori", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."slug", NEW."website"); RETURN NULL;',
                    hash="b4b7d0a2e59b48acc918fbc42f32a7b386842573",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_064bb",
                    table="agencies_agency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."county_id" IS DISTINCT FROM (NEW."county_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."ori" IS DISTINCT FROM (NEW."ori") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "agencies_agencyhistory" ("city_id", "county_id", "email", "id", "kind", "name", "ori", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "website") VALUES (NEW."city_id", NEW."county_id", NEW."email", NEW."id", NEW."kind", NEW."name", NEW."ori", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."slug", NEW."website"); RETURN NULL;',
                    hash="21b4d586d2dcc871a37d71894c06afc76a1e0dd1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_187e7",
                    table="agencies_agency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agency",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agencyhistory" ("city_id", "county_id", "email", "id", "kind", "name", "ori", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "website") VALUES (OLD."city_id", OLD."county_id", OLD."email", OLD."id", OLD."kind", OLD."name", OLD."ori", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."slug", OLD."website"); RETURN NULL;',
                    hash="b636e974cc6d8f48d3f002d2e3c91ae0351d96ca",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c312",
                    table="agencies_agency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="01d3a5ac6fe752b816c95a33be9eea89d5ae6b14",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b52ef",
                    table="agencies_agencyhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "agency"),
                name="agencies_membership_is_one_role",
                violation_error_message="One person has one role at an agency.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["organizer", "editor", "manager"])),
                name="agencies_membership_role_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_membershiphistory" ("agency_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."agency_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="1eceb6a6a1891e3f48b29a50515865449a4f39d7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_da12b",
                    table="agencies_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_membershiphistory" ("agency_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."agency_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="1d2e2389b8db98e43d51fa3f692821d260a30f7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bda2e",
                    table="agencies_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_membershiphistory" ("agency_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."agency_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;',
                    hash="3ae6c2caabaacc8a9be89d0afb041b7a54abaef1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c36fb",
                    table="agencies_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershiphistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e4648e7459cf9a6421b610c0086238312f237154",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_849a1",
                    table="agencies_membershiphistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="official",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("title", ""), _negated=True)
                ),
                name="agencies_official_has_name_and_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="official",
            constraint=models.UniqueConstraint(
                fields=("agency", "name", "title", "as_of"), name="agencies_official_is_said_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="official",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_officialhistory" ("agency_id", "as_of", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="21672ca524b72f41a6105a8fe92041b405974dcf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b27a0",
                    table="agencies_official",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="official",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_officialhistory" ("agency_id", "as_of", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="f89cc4c55731990df2d12a413e2bd3c8450bf0aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ef6da",
                    table="agencies_official",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="official",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_officialhistory" ("agency_id", "as_of", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."agency_id", OLD."as_of", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="1abc26d3fae6ad9de66960a431ebcc8a1ee2d4af",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4d37",
                    table="agencies_official",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OfficialSource",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("agencies.official_sources",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officialhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="920cf118d70897399ee7247adea05757ddf163e0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ca0ad",
                    table="agencies_officialhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officialsourcehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5b3d99fa35a4692463e00df80b0f8d7a7381c48a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2413d",
                    table="agencies_officialsourcehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officialsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_officialsourcehistory" ("id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (NEW."id", NEW."official_id", _pgh_attach_context(), NOW(), \'insert\', NEW."source_id"); RETURN NULL;',
                    hash="288588e6640b4141adf7b162222a1bae656f2bad",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_58af1",
                    table="agencies_official_sources",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officialsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_officialsourcehistory" ("id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (NEW."id", NEW."official_id", _pgh_attach_context(), NOW(), \'update\', NEW."source_id"); RETURN NULL;',
                    hash="ccde5f3c5d466a391363df766fa68ce0b511f341",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35bb6",
                    table="agencies_official_sources",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officialsource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_officialsourcehistory" ("id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (OLD."id", OLD."official_id", _pgh_attach_context(), NOW(), \'delete\', OLD."source_id"); RETURN NULL;',
                    hash="3d39b2f463de2664f8acb19993df408d398722ef",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_99a47",
                    table="agencies_official_sources",
                    when="AFTER",
                ),
            ),
        ),
    ]
