import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import nightout.places.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0001_fold_text_for_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "geonameid",
                    models.PositiveIntegerField(
                        blank=True, null=True, unique=True, verbose_name="GeoNames number"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                (
                    "slug",
                    models.SlugField(
                        max_length=120, unique=True, verbose_name="address on the site"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("town", "town"),
                            ("village", "village"),
                            ("borough", "borough"),
                            ("census_place", "census place"),
                            ("place", "place (kind not known)"),
                        ],
                        default="place",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("America/Adak", "America/Adak"),
                            ("America/Anchorage", "America/Anchorage"),
                            ("America/Boise", "America/Boise"),
                            ("America/Chicago", "America/Chicago"),
                            ("America/Denver", "America/Denver"),
                            ("America/Detroit", "America/Detroit"),
                            ("America/Indiana/Indianapolis", "America/Indiana/Indianapolis"),
                            ("America/Indiana/Knox", "America/Indiana/Knox"),
                            ("America/Indiana/Marengo", "America/Indiana/Marengo"),
                            ("America/Indiana/Petersburg", "America/Indiana/Petersburg"),
                            ("America/Indiana/Tell_City", "America/Indiana/Tell_City"),
                            ("America/Indiana/Vevay", "America/Indiana/Vevay"),
                            ("America/Indiana/Vincennes", "America/Indiana/Vincennes"),
                            ("America/Indiana/Winamac", "America/Indiana/Winamac"),
                            ("America/Juneau", "America/Juneau"),
                            ("America/Kentucky/Louisville", "America/Kentucky/Louisville"),
                            ("America/Kentucky/Monticello", "America/Kentucky/Monticello"),
                            ("America/Los_Angeles", "America/Los_Angeles"),
                            ("America/Menominee", "America/Menominee"),
                            ("America/Metlakatla", "America/Metlakatla"),
                            ("America/New_York", "America/New_York"),
                            ("America/Nome", "America/Nome"),
                            ("America/North_Dakota/Beulah", "America/North_Dakota/Beulah"),
                            ("America/North_Dakota/Center", "America/North_Dakota/Center"),
                            ("America/North_Dakota/New_Salem", "America/North_Dakota/New_Salem"),
                            ("America/Phoenix", "America/Phoenix"),
                            ("America/Puerto_Rico", "America/Puerto_Rico"),
                            ("America/Sitka", "America/Sitka"),
                            ("America/St_Thomas", "America/St_Thomas"),
                            ("America/Yakutat", "America/Yakutat"),
                            ("Pacific/Guam", "Pacific/Guam"),
                            ("Pacific/Honolulu", "Pacific/Honolulu"),
                            ("Pacific/Pago_Pago", "Pacific/Pago_Pago"),
                            ("Pacific/Saipan", "Pacific/Saipan"),
                        ],
                        default="America/New_York",
                        max_length=40,
                        verbose_name="time zone",
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
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ["state", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CountyHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("fips", models.CharField(max_length=5, verbose_name="FIPS code")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False, max_length=120, verbose_name="address on the site"
                    ),
                ),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Neighborhood",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=120, verbose_name="address on the site")),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="Separated by semicolons.",
                        max_length=300,
                        verbose_name="other names",
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
                "verbose_name": "neighborhood",
                "verbose_name_plural": "neighborhoods",
                "ordering": ["city__name", "name"],
            },
        ),
        migrations.CreateModel(
            name="NeighborhoodHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False, max_length=120, verbose_name="address on the site"
                    ),
                ),
                (
                    "other_names",
                    models.CharField(
                        blank=True,
                        help_text="Separated by semicolons.",
                        max_length=300,
                        verbose_name="other names",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ZipCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, unique=True, verbose_name="ZIP code")),
                ("post_office", models.CharField(max_length=100, verbose_name="post office")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
            ],
            options={
                "verbose_name": "ZIP code",
                "verbose_name_plural": "ZIP codes",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="ZipCodeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=5, verbose_name="ZIP code")),
                ("post_office", models.CharField(max_length=100, verbose_name="post office")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="County",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fips", models.CharField(max_length=5, unique=True, verbose_name="FIPS code")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        max_length=120, unique=True, verbose_name="address on the site"
                    ),
                ),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
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
                "verbose_name": "county",
                "verbose_name_plural": "counties",
                "ordering": ["state", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fips__regex", "^\\d{5}$")),
                        name="places_county_fips_is_five_digits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CityHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "geonameid",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="GeoNames number"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("state", models.CharField(max_length=2, verbose_name="state")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False, max_length=120, verbose_name="address on the site"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("town", "town"),
                            ("village", "village"),
                            ("borough", "borough"),
                            ("census_place", "census place"),
                            ("place", "place (kind not known)"),
                        ],
                        default="place",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("America/Adak", "America/Adak"),
                            ("America/Anchorage", "America/Anchorage"),
                            ("America/Boise", "America/Boise"),
                            ("America/Chicago", "America/Chicago"),
                            ("America/Denver", "America/Denver"),
                            ("America/Detroit", "America/Detroit"),
                            ("America/Indiana/Indianapolis", "America/Indiana/Indianapolis"),
                            ("America/Indiana/Knox", "America/Indiana/Knox"),
                            ("America/Indiana/Marengo", "America/Indiana/Marengo"),
                            ("America/Indiana/Petersburg", "America/Indiana/Petersburg"),
                            ("America/Indiana/Tell_City", "America/Indiana/Tell_City"),
                            ("America/Indiana/Vevay", "America/Indiana/Vevay"),
                            ("America/Indiana/Vincennes", "America/Indiana/Vincennes"),
                            ("America/Indiana/Winamac", "America/Indiana/Winamac"),
                            ("America/Juneau", "America/Juneau"),
                            ("America/Kentucky/Louisville", "America/Kentucky/Louisville"),
                            ("America/Kentucky/Monticello", "America/Kentucky/Monticello"),
                            ("America/Los_Angeles", "America/Los_Angeles"),
                            ("America/Menominee", "America/Menominee"),
                            ("America/Metlakatla", "America/Metlakatla"),
                            ("America/New_York", "America/New_York"),
                            ("America/Nome", "America/Nome"),
                            ("America/North_Dakota/Beulah", "America/North_Dakota/Beulah"),
                            ("America/North_Dakota/Center", "America/North_Dakota/Center"),
                            ("America/North_Dakota/New_Salem", "America/North_Dakota/New_Salem"),
                            ("America/Phoenix", "America/Phoenix"),
                            ("America/Puerto_Rico", "America/Puerto_Rico"),
                            ("America/Sitka", "America/Sitka"),
                            ("America/St_Thomas", "America/St_Thomas"),
                            ("America/Yakutat", "America/Yakutat"),
                            ("Pacific/Guam", "Pacific/Guam"),
                            ("Pacific/Honolulu", "Pacific/Honolulu"),
                            ("Pacific/Pago_Pago", "Pacific/Pago_Pago"),
                            ("Pacific/Saipan", "Pacific/Saipan"),
                        ],
                        default="America/New_York",
                        max_length=40,
                        verbose_name="time zone",
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
                        to="places.city",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.county",
                        verbose_name="county",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="city",
            name="county",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cities",
                to="places.county",
                verbose_name="county",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="county",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_countyhistory" ("fips", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "state") VALUES (NEW."fips", NEW."id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."state"); RETURN NULL;',
                    hash="034f736abdfb9f0afef46bb21b726b7cf840b0e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3afba",
                    table="places_county",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="county",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."fips" IS DISTINCT FROM (NEW."fips") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "places_countyhistory" ("fips", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "state") VALUES (NEW."fips", NEW."id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."state"); RETURN NULL;',
                    hash="c3e0f55f6610675295179afb5442864a3ffa7358",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1177e",
                    table="places_county",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="county",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_countyhistory" ("fips", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "state") VALUES (OLD."fips", OLD."id", OLD."latitude", OLD."longitude", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."state"); RETURN NULL;',
                    hash="9401626637d0dbcc74cd3191feca45fa6190c6de",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_17032",
                    table="places_county",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="countyhistory",
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
            model_name="countyhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="places.county",
            ),
        ),
        migrations.AddField(
            model_name="neighborhood",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="neighborhoods",
                to="places.city",
                verbose_name="city",
            ),
        ),
        migrations.AddField(
            model_name="neighborhoodhistory",
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
            model_name="neighborhoodhistory",
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
            model_name="neighborhoodhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="places.neighborhood",
            ),
        ),
        migrations.AddConstraint(
            model_name="zipcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^\\d{5}$")),
                name="places_zipcode_is_five_digits",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="zipcode",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_zipcodehistory" ("code", "id", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_office", "state") VALUES (NEW."code", NEW."id", NEW."latitude", NEW."longitude", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_office", NEW."state"); RETURN NULL;',
                    hash="c6d5c2567bc18afc9c506f30d6f7dda835e3ce66",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_87268",
                    table="places_zipcode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="zipcode",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "places_zipcodehistory" ("code", "id", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_office", "state") VALUES (NEW."code", NEW."id", NEW."latitude", NEW."longitude", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_office", NEW."state"); RETURN NULL;',
                    hash="153554fd57109ed7402919a7ce283915d5a7787e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1236a",
                    table="places_zipcode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="zipcode",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_zipcodehistory" ("code", "id", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_office", "state") VALUES (OLD."code", OLD."id", OLD."latitude", OLD."longitude", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_office", OLD."state"); RETURN NULL;',
                    hash="16716b9ffc09b1d711f27980847f5f8f2139e75c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c1fd4",
                    table="places_zipcode",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="zipcodehistory",
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
            model_name="zipcodehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="places.zipcode",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cityhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="91a5251747e4caba50c589861d72093878b79c19",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7ee56",
                    table="places_cityhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="city",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_folded"], name="places_city_name_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="city",
            index=models.Index(fields=["state", "name", "id"], name="places_city_by_state"),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["city", "town", "village", "borough", "census_place", "place"])
                ),
                name="places_city_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "time_zone__in",
                        [
                            "America/Adak",
                            "America/Anchorage",
                            "America/Boise",
                            "America/Chicago",
                            "America/Denver",
                            "America/Detroit",
                            "America/Indiana/Indianapolis",
                            "America/Indiana/Knox",
                            "America/Indiana/Marengo",
                            "America/Indiana/Petersburg",
                            "America/Indiana/Tell_City",
                            "America/Indiana/Vevay",
                            "America/Indiana/Vincennes",
                            "America/Indiana/Winamac",
                            "America/Juneau",
                            "America/Kentucky/Louisville",
                            "America/Kentucky/Monticello",
                            "America/Los_Angeles",
                            "America/Menominee",
                            "America/Metlakatla",
                            "America/New_York",
                            "America/Nome",
                            "America/North_Dakota/Beulah",
                            "America/North_Dakota/Center",
                            "America/North_Dakota/New_Salem",
                            "America/Phoenix",
                            "America/Puerto_Rico",
                            "America/Sitka",
                            "America/St_Thomas",
                            "America/Yakutat",
                            "Pacific/Guam",
                            "Pacific/Honolulu",
                            "Pacific/Pago_Pago",
                            "Pacific/Saipan",
                        ],
                    )
                ),
                name="places_city_time_zone_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
                ),
                name="places_city_is_on_earth",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_cityhistory" ("county_id", "geonameid", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "time_zone") VALUES (NEW."county_id", NEW."geonameid", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."slug", NEW."state", NEW."time_zone"); RETURN NULL;',
                    hash="bc4616d601f73e4e009b0308fd02200ae2604774",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4cf2",
                    table="places_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."county_id" IS DISTINCT FROM (NEW."county_id") OR OLD."geonameid" IS DISTINCT FROM (NEW."geonameid") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."population" IS DISTINCT FROM (NEW."population") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))',
                    func='INSERT INTO "places_cityhistory" ("county_id", "geonameid", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "time_zone") VALUES (NEW."county_id", NEW."geonameid", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."slug", NEW."state", NEW."time_zone"); RETURN NULL;',
                    hash="b020ac79d62ff149121397581c8a082d9190587d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a37ca",
                    table="places_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_cityhistory" ("county_id", "geonameid", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "time_zone") VALUES (OLD."county_id", OLD."geonameid", OLD."id", OLD."kind", OLD."latitude", OLD."longitude", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."slug", OLD."state", OLD."time_zone"); RETURN NULL;',
                    hash="25cb24383f82fe8d7e97e92f60b9170d4e3311f3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_24355",
                    table="places_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countyhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f9dfa875d2a76e38fd4c9ef4fb1330ee41bf0d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c55af",
                    table="places_countyhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="neighborhood",
            constraint=models.UniqueConstraint(
                fields=("city", "slug"), name="places_neighborhood_slug_is_unique_in_city"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="neighborhood",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_neighborhoodhistory" ("city_id", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."city_id", NEW."id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="654aa937e3d633dc07c5c3912036c5dca3cf610b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef52e",
                    table="places_neighborhood",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="neighborhood",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func='INSERT INTO "places_neighborhoodhistory" ("city_id", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."city_id", NEW."id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="5804d1ef3ea0d3f18dc2301e7c4ecaef8a8ce04b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ef293",
                    table="places_neighborhood",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="neighborhood",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_neighborhoodhistory" ("city_id", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."city_id", OLD."id", OLD."name", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;',
                    hash="a85de91c499ef8cb39b56cae973d9f7cff1a2577",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f3afe",
                    table="places_neighborhood",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="neighborhoodhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="92c3cec6c28980282810a4d8bf4e96905eceb56c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dd694",
                    table="places_neighborhoodhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="zipcodehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bae272545451260fb05a1875412768b3ac5b5f6d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c172",
                    table="places_zipcodehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
