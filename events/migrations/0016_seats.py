import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0015_waiting_and_presence_are_whole")]

    operations = [
        migrations.CreateModel(
            name="Seats",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="seats",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("attending", models.PositiveIntegerField(default=0)),
                ("children", models.PositiveIntegerField(default=0)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("present", models.PositiveIntegerField(default=0)),
                ("children_present", models.PositiveIntegerField(default=0)),
                (
                    "is_full",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.ExpressionWrapper(
                            models.Q(
                                ("attending__gte", models.F("capacity")),
                                ("capacity__isnull", False),
                            ),
                            models.BooleanField(),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seats",
            trigger=pgtrigger.compiler.Trigger(
                name="pages_grow_stale_when_full",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.is_full IS DISTINCT FROM NEW.is_full)",
                    func="PERFORM nightout_stamp(); RETURN NULL;",
                    hash="96f733f74a420821b9a6666e471898205f18baee",
                    operation="UPDATE",
                    pgid="pgtrigger_pages_grow_stale_when_full_d9d68",
                    table="events_seats",
                    when="AFTER",
                ),
            ),
        ),
    ]
