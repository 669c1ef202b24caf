import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("who", models.CharField(max_length=254, verbose_name="who")),
                (
                    "verb",
                    models.CharField(
                        choices=[("read", "read"), ("export", "exported")],
                        max_length=20,
                        verbose_name="did what",
                    ),
                ),
                ("target", models.CharField(max_length=300, verbose_name="of what")),
                ("count", models.PositiveIntegerField(verbose_name="how many people")),
                (
                    "agencies",
                    models.JSONField(
                        default=list,
                        help_text="Numbers of the agencies whose data it was.",
                        verbose_name="agencies",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the people's data log",
                "verbose_name_plural": "people's data log",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["-at", "-id"], name="audit_entry_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("who", ""), _negated=True),
                        name="audit_entry_who_is_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verb__in", ["read", "export"])),
                        name="audit_entry_verb_is_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="audit_entry_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9b5849fccf672fb29265924ca9205edb4464c4dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_audit_entry_append_only_82f56",
                    table="audit_entry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
