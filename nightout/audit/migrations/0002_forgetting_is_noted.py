from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_entries")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="verb",
            field=models.CharField(
                choices=[("read", "read"), ("export", "exported"), ("forget", "forgot")],
                max_length=20,
                verbose_name="did what",
            ),
        ),
        migrations.RemoveConstraint(model_name="entry", name="audit_entry_verb_is_known"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["read", "export", "forget"])),
                name="audit_entry_verb_is_known",
            ),
        ),
    ]
