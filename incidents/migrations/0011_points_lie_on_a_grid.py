from decimal import Decimal

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0010_shown_names_were_reviewed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExactPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="exact address"),
                ),
                (
                    "is_home",
                    models.BooleanField(
                        default=False,
                        help_text="The public sees the block, or less.",
                        verbose_name="a home",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
            ],
            options={
                "verbose_name": "exact place (kept from the public)",
                "verbose_name_plural": "exact places (kept from the public)",
            },
        ),
        migrations.CreateModel(
            name="ExactPlaceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="exact address"),
                ),
                (
                    "is_home",
                    models.BooleanField(
                        default=False,
                        help_text="The public sees the block, or less.",
                        verbose_name="a home",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude__isnull", True),
                    models.Q(
                        (
                            "latitude",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("latitude"), "/", models.Value(Decimal("0.002"))
                                    ),
                                    output_field=models.DecimalField(
                                        decimal_places=3, max_digits=12
                                    ),
                                ),
                                "*",
                                models.Value(Decimal("0.002")),
                            ),
                        ),
                        (
                            "longitude",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("longitude"), "/", models.Value(Decimal("0.002"))
                                    ),
                                    output_field=models.DecimalField(
                                        decimal_places=3, max_digits=12
                                    ),
                                ),
                                "*",
                                models.Value(Decimal("0.002")),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="incidents_location_point_lies_on_grid",
            ),
        ),
        migrations.AddField(
            model_name="exactplace",
            name="incident",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exact_place",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="exactplacehistory",
            name="incident",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="exactplacehistory",
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
            model_name="exactplacehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="incidents.exactplace",
            ),
        ),
        migrations.AddConstraint(
            model_name="exactplace",
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
                name="incidents_exactplace_point_is_whole",
                violation_error_message="A point needs latitude and longitude.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exactplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address", ""), _negated=True),
                    ("latitude__isnull", False),
                    _connector="OR",
                ),
                name="incidents_exactplace_says_something",
                violation_error_message="Give the address or the point.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exactplace",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_exactplacehistory" ("address", "id", "incident_id", "is_home", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."incident_id", NEW."is_home", NEW."latitude", NEW."longitude", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="1f4b84e521ac062e45dae255cc0ebc595cce3bf6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_258aa",
                    table="incidents_exactplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exactplace",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "incidents_exactplacehistory" ("address", "id", "incident_id", "is_home", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."incident_id", NEW."is_home", NEW."latitude", NEW."longitude", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="6a4869e8d4da7565e48307b73b4ed2b5e1999bf0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78712",
                    table="incidents_exactplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exactplace",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "incidents_exactplacehistory" ("address", "id", "incident_id", "is_home", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."id", OLD."incident_id", OLD."is_home", OLD."latitude", OLD."longitude", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="b6c519c10c7b9007c7466e470cf8719045f494d9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c9422",
                    table="incidents_exactplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exactplacehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ac6c3afbd5220e43f11859f1083a00823db1bbba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a665c",
                    table="incidents_exactplacehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
